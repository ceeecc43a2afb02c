namespace McpProxy.Shaping.Truncation;

/// <summary>
/// How many tokens a language model makes of a text: one of every three bytes. Of JSON the tokenizers in use make one of three
/// to four; the estimate is on the safe side, and costs nothing.
/// </summary>
internal static class TokenEstimate
{
    /// <summary>The smallest budget.</summary>
    public const long Least = 32;

    private const int BytesPerToken = 3;

    /// <summary>The bytes that fit into a number of tokens.</summary>
    public static long BytesOf(long tokens) => tokens > long.MaxValue / BytesPerToken ? long.MaxValue : tokens * BytesPerToken;
}
