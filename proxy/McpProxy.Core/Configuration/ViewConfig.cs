using System.ComponentModel.DataAnnotations;

namespace McpProxy.Configuration;

/// <summary>A view of a tool's answers: what is kept of them instead of what <c>Response</c> says. Its <c>MaxTokens</c> is at most that of <c>Response</c>.</summary>
public sealed record ViewConfig : AnswerLimitsConfig
{
    /// <summary>Bytes that a longer answer in JSON, rows or other text is cut to, without the note on what was cut, 64 or more. Default: no limit.</summary>
    [Range(64, 100 * 1024 * 1024)]
    public int? CutAtBytes { get; init; }

    /// <summary>
    /// Rows kept of answers that come in rows, 0 or more: values of NDJSON and JSON text sequences, records of CSV and TSV besides the header,
    /// server-sent events. <c>MaxTokens</c> and <c>CutAtBytes</c> hold for them too, before <c>Select</c>. Default: all.
    /// </summary>
    [Range(0, 1_000_000_000_000)]
    public long? MaxRows { get; init; }
}
