using System.ComponentModel.DataAnnotations;

namespace McpProxy.Configuration;

/// <summary>How the upstream's answer becomes the tool's result. Limits shorten answers while they arrive, before they are held.</summary>
public sealed record ResponseConfig : AnswerLimitsConfig
{
    /// <summary>Largest body that is held, in bytes, 1 KiB to 100 MiB; of an answer that is shortened, what is kept of it. Default <c>Mcp:Limits:MaxResponseBytes</c>. Excess: <c>response_too_large</c>.</summary>
    [Range(1024, 100 * 1024 * 1024)]
    public int? MaxBytes { get; init; }

    /// <summary>Bytes that a longer answer in JSON, rows or other text is cut to, without the note on what was cut, 64 or more, no more than <c>MaxBytes</c>. Arrays end with their last element that fits, rows with the last one, text with a character. Default: no limit.</summary>
    [Range(64, 100 * 1024 * 1024)]
    public int? CutAtBytes { get; init; }

    /// <summary>
    /// Rows kept of answers that come in rows, 0 or more: values of NDJSON and JSON text sequences, records of CSV and TSV besides the header,
    /// server-sent events. <c>MaxTokens</c> and <c>CutAtBytes</c> hold for them too, before <c>Select</c>. Default: all.
    /// </summary>
    [Range(0, 1_000_000_000_000)]
    public long? MaxRows { get; init; }

    /// <summary>Longest that a compressed answer that is shortened may be when it is decoded, in bytes, 1 MiB or more. Default 16 GiB. Excess: <c>decoded_too_large</c>.</summary>
    [Range(1024 * 1024, 1_000_000_000_000)]
    public long MaxDecodedBytes { get; init; } = 16L * 1024 * 1024 * 1024;

    /// <summary>Most that such an answer may grow when it is decoded, as decoded bytes for each byte that came, 10 to 1,000,000; the first 16 MiB are not looked at. Default 200. Excess: <c>decoded_too_large</c>.</summary>
    [Range(10, 1_000_000)]
    public int MaxExpansion { get; init; } = 200;

    /// <summary>Whether callers may choose members of JSON answers, by an argument that the tool gets for it; of what <c>Select</c> keeps, where it is set. Default off.</summary>
    public bool Fields { get; init; }

    /// <summary>The name of that argument. It does not go upstream. Default <c>fields</c>.</summary>
    public string FieldsArgument { get; init; } = "fields";

    /// <summary>What callers may choose to get of JSON answers, by name: <c>summary</c>, <c>full</c>. The tool gets an argument for it. Default none.</summary>
    public IReadOnlyDictionary<string, ViewConfig> Views { get; init; } = new Dictionary<string, ViewConfig>();

    /// <summary>The view of callers that choose none. Default: what <c>Response</c> itself says.</summary>
    public string? DefaultView { get; init; }

    /// <summary>The name of the argument that chooses a view. It does not go upstream. Default <c>view</c>.</summary>
    public string ViewArgument { get; init; } = "view";

    /// <summary>The kind of content block. Default <c>Auto</c>: by the media type of the answer.</summary>
    public ResponseKind As { get; init; } = ResponseKind.Auto;

    /// <summary>URI of the embedded resource or resource link. Default: the request's path below <c>mcpproxy://{route}</c>.</summary>
    public string? Uri { get; init; }

    /// <summary>Largest binary answer embedded as base64, in bytes, 0 to 50 MiB; larger ones become a resource link. Default 1 MiB.</summary>
    [Range(0, 50 * 1024 * 1024)]
    public int MaxInlineBytes { get; init; } = 1024 * 1024;
}
