using System.ComponentModel.DataAnnotations;

namespace McpProxy.Configuration;

/// <summary>What the transform <c>Truncate</c> keeps of JSON answers.</summary>
public abstract record TruncateLimitsConfig : AnswerLimitsConfig
{
    /// <summary>Bytes of the whole answer, without the note on what was cut, 64 or more. Arrays end with their last element that fits. Default: no limit.</summary>
    [Range(64, 1_000_000_000_000)]
    public long? MaxBytes { get; init; }
}
