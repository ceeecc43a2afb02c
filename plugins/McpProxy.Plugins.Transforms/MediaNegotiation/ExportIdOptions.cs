namespace McpProxy.Plugins.Transforms.MediaNegotiation;

/// <summary>How an id tells the media type: it is base64url, without padding, of a text that ends in a comma and a letter or a few.</summary>
public sealed record ExportIdOptions
{
    /// <summary>Media types by what stands behind the last comma, e.g. <c>C</c>. At least one.</summary>
    public IReadOnlyDictionary<string, string> Types { get; init; } = new Dictionary<string, string>();

    /// <summary>The media type for an id that says nothing. Default: none, as if the request were not listed.</summary>
    public string? Otherwise { get; init; }
}
