namespace McpProxy.Configuration;

/// <summary>An icon of a tool or a prompt.</summary>
public sealed record IconConfig
{
    /// <summary>An <c>https:</c> or <c>data:</c> URI. Required.</summary>
    public string Src { get; init; } = "";

    /// <summary>Media type, e.g. <c>image/png</c>. Default: by the source.</summary>
    public string? MimeType { get; init; }

    /// <summary>Sizes such as <c>48x48</c> or <c>any</c>. Default none.</summary>
    public IReadOnlyList<string> Sizes { get; init; } = [];

    /// <summary><c>light</c> or <c>dark</c>. Default none.</summary>
    public string? Theme { get; init; }
}
