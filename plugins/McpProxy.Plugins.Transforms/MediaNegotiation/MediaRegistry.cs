namespace McpProxy.Plugins.Transforms.MediaNegotiation;

/// <summary>Everything that is known of media types, compiled. Immutable.</summary>
internal sealed class MediaRegistry
{
    /// <param name="sources">Inline options first, then the files in their order.</param>
    /// <param name="options">What only options can say.</param>
    public MediaRegistry(IReadOnlyList<MediaSource> sources, MediaNegotiationOptions options)
    {
        Requests = new(sources.SelectMany(s => s.Requests));
        Responses = new(sources.SelectMany(s => s.Responses).Select(r => (r.Pattern, new OfferedTypes(r.Types))));
        Loose = new([MediaTypeName.Any, .. sources.SelectMany(s => s.Loose).Distinct(StringComparer.OrdinalIgnoreCase)]);
        Preferred = new(Parse(options.Preferred, types => types.ToArray()));
        ExportIds = new(Parse(options.ExportIds, ids => new ExportIdTypes(ids)));
        DefaultAccept = options.DefaultAccept;
    }

    /// <summary>Media types of bodies.</summary>
    public RequestTable<string> Requests { get; }

    /// <summary>Media types of answers.</summary>
    public RequestTable<OfferedTypes> Responses { get; }

    /// <summary>Types of files that do not say for which requests.</summary>
    public OfferedTypes Loose { get; }

    public RequestTable<string[]> Preferred { get; }

    public RequestTable<ExportIdTypes> ExportIds { get; }

    public string? DefaultAccept { get; }

    private static IEnumerable<(RequestPattern, TValue)> Parse<TOption, TValue>(IReadOnlyDictionary<string, TOption> options, Func<TOption, TValue> convert) =>
        options.Select(o => (RequestPattern.Parse(o.Key) ?? throw new FormatException($"'{o.Key}' is not a request."), convert(o.Value)));
}
