using System.ComponentModel.DataAnnotations;

namespace McpProxy.Configuration;

/// <summary>What the transform <c>Truncate</c> keeps of answers.</summary>
public abstract record TruncateLimitsConfig : AnswerLimitsConfig
{
    /// <summary>Bytes of the whole answer, without the note on what was cut, 64 or more. Arrays end with their last element that fits. Default: no limit.</summary>
    [Range(64, 1_000_000_000_000)]
    public long? MaxBytes { get; init; }

    /// <summary>
    /// Rows kept of answers that come in rows, 0 or more: values of NDJSON and JSON text sequences, records of CSV and TSV besides the header,
    /// server-sent events. With it <c>MaxBytes</c> and <c>MaxTokens</c> hold for them too. Default: such answers pass untouched.
    /// </summary>
    [Range(0, 1_000_000_000_000)]
    public long? MaxRows { get; init; }
}
