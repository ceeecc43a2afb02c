using System.ComponentModel.DataAnnotations;

namespace McpProxy.Configuration;

/// <summary>A view of a tool's answers: what is kept of them instead of what <c>Response</c> says. Its <c>MaxTokens</c> is at most that of <c>Response</c>.</summary>
public sealed record ViewConfig : AnswerLimitsConfig
{
    /// <summary>Bytes that a longer JSON answer is cut to, without the note on what was cut, 64 or more. Default: no limit.</summary>
    [Range(64, 100 * 1024 * 1024)]
    public int? CutAtBytes { get; init; }
}
