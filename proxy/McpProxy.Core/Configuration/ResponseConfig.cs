using System.ComponentModel.DataAnnotations;

namespace McpProxy.Configuration;

/// <summary>How the upstream's answer becomes the tool's result. Limits shorten JSON answers while they arrive, before they are held.</summary>
public sealed record ResponseConfig : AnswerLimitsConfig
{
    /// <summary>Largest body that is held, in bytes, 1 KiB to 100 MiB; of a JSON answer that is shortened, what is kept of it. Default <c>Mcp:Limits:MaxResponseBytes</c>. Excess: <c>response_too_large</c>.</summary>
    [Range(1024, 100 * 1024 * 1024)]
    public int? MaxBytes { get; init; }

    /// <summary>Bytes that a longer JSON answer is cut to, without the note on what was cut, 64 or more, no more than <c>MaxBytes</c>. Arrays end with their last element that fits. Default: no limit.</summary>
    [Range(64, 100 * 1024 * 1024)]
    public int? CutAtBytes { get; init; }

    /// <summary>The kind of content block. Default <c>Auto</c>: by the media type of the answer.</summary>
    public ResponseKind As { get; init; } = ResponseKind.Auto;

    /// <summary>URI of the embedded resource or resource link. Default: the request's path below <c>mcpproxy://{route}</c>.</summary>
    public string? Uri { get; init; }

    /// <summary>Largest binary answer embedded as base64, in bytes, 0 to 50 MiB; larger ones become a resource link. Default 1 MiB.</summary>
    [Range(0, 50 * 1024 * 1024)]
    public int MaxInlineBytes { get; init; } = 1024 * 1024;
}
