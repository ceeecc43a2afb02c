using System.ComponentModel.DataAnnotations;

namespace McpProxy.Configuration;

/// <summary>How the upstream's answer becomes the content of a resource: JSON and text as text, everything else as base64.</summary>
public sealed record ResourceResponseConfig
{
    /// <summary>Keeps only these members of a JSON answer, as dotted paths; arrays on the way are walked: <c>items.name</c>. Default: everything.</summary>
    public IReadOnlyList<string> Select { get; init; } = [];

    /// <summary>Largest upstream body, in bytes, 1 KiB to 100 MiB. Default <c>Mcp:Limits:MaxResponseBytes</c>. Excess: <c>response_too_large</c>.</summary>
    [Range(1024, 100 * 1024 * 1024)]
    public int? MaxBytes { get; init; }
}
