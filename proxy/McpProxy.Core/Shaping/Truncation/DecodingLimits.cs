namespace McpProxy.Shaping.Truncation;

/// <summary>How much a compressed body may grow.</summary>
/// <param name="MaxBytes">Bytes once it is decoded.</param>
/// <param name="MaxExpansion">Decoded bytes for each that came; not looked at in the first <see cref="Unsuspicious"/> ones.</param>
internal sealed record DecodingLimits(long MaxBytes, int MaxExpansion)
{
    /// <summary>Decoded bytes that do no harm, however few they were made of.</summary>
    public const long Unsuspicious = 16 * 1024 * 1024;

    /// <summary>16 GiB, and 200 bytes for each: JSON of one repeated object reaches about 100.</summary>
    public static DecodingLimits Default { get; } = new(16L * 1024 * 1024 * 1024, 200);
}
