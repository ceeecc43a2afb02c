namespace McpProxy.Plugins.Transforms.MediaNegotiation;

/// <summary>
/// Media types by request, so that callers need not know them: the type of the body is set, and the newest type of the answer is asked
/// for. Requests are written as method and path, <c>GET /exports/{exportId}</c>; the path is the one sent upstream. An exact path comes
/// before one with variables, <see cref="Requests"/> and <see cref="Responses"/> before <see cref="Files"/>, and an earlier file before a later one.
/// Section <c>McpProxy:MediaNegotiation:{name}</c>.
/// </summary>
public sealed record MediaNegotiationOptions
{
    /// <summary>
    /// JSON files with media types, relative to the configuration file: OpenAPI documents, or objects with <c>requests</c> and
    /// <c>responses</c> as below, or with a bare list <c>content_types</c>. Read when the options are loaded. Default none.
    /// </summary>
    public IReadOnlyList<string> Files { get; init; } = [];

    /// <summary>Media type of the body by request. Default none.</summary>
    public IReadOnlyDictionary<string, string> Requests { get; init; } = new Dictionary<string, string>();

    /// <summary>Media types that the upstream offers, by request. Default none.</summary>
    public IReadOnlyDictionary<string, IReadOnlyList<string>> Responses { get; init; } = new Dictionary<string, IReadOnlyList<string>>();

    /// <summary>Media types to ask for by request, best first, out of those that the upstream offers. Default none.</summary>
    public IReadOnlyDictionary<string, IReadOnlyList<string>> Preferred { get; init; } = new Dictionary<string, IReadOnlyList<string>>();

    /// <summary>Requests whose last variable is an id that tells the media type. Default none.</summary>
    public IReadOnlyDictionary<string, ExportIdOptions> ExportIds { get; init; } = new Dictionary<string, ExportIdOptions>();

    /// <summary>What a request gets that still has no <c>Accept</c>. Default none.</summary>
    public string? DefaultAccept { get; init; }
}
