using System.Globalization;

namespace McpProxy.Shaping.Continuation;

/// <summary>A range of bytes, both ends included: <c>0-65535</c>, <c>65536-</c>, or <c>-1000</c> for the last ones.</summary>
/// <param name="From">The first byte; null when <paramref name="To"/> counts from the end.</param>
/// <param name="To">The last byte; null for the end.</param>
internal readonly record struct ArtifactRange(long? From, long? To)
{
    /// <summary>Reads a range; null when it is none.</summary>
    public static ArtifactRange? TryParse(string text)
    {
        var dash = text.IndexOf('-', StringComparison.Ordinal);
        if (dash < 0 || !TryRead(text[..dash], out var from) || !TryRead(text[(dash + 1)..], out var to) || (from is null && to is null) || from > to)
        {
            return null;
        }

        return new ArtifactRange(from, to);
    }

    /// <summary>What of it is in a text of a length: the first byte, and that behind the last one. Empty when nothing is.</summary>
    public (long Start, long End) Within(long length) => From is { } from
        ? (Math.Min(from, length), Math.Min(To is { } to && to < long.MaxValue ? to + 1 : length, length))
        : (Math.Max(0, length - To!.Value), length); // one of the two is there

    private static bool TryRead(string text, out long? number)
    {
        number = null;
        if (text.Length == 0)
        {
            return true;
        }

        var isNumber = long.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var value);
        number = value;
        return isNumber;
    }
}
