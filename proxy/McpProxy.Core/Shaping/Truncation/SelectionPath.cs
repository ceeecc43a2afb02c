using System.Buffers;
using System.Diagnostics.CodeAnalysis;
using System.Text;

namespace McpProxy.Shaping.Truncation;

/// <summary>A path to members that are kept: names joined by dots, <c>accountInfo.name</c>. Arrays on the way are not named; <c>[]</c> and <c>[*]</c> are passed over.</summary>
internal static class SelectionPath
{
    /// <summary>How a path may be written, for error messages.</summary>
    public const string Grammar = "member names joined by dots, e.g. 'accountInfo.name', odd ones in ['…']";

    /// <summary>Reads a path.</summary>
    /// <param name="text">What somebody wrote.</param>
    /// <param name="names">The names on the way; at least one.</param>
    public static bool TryParse(string text, [NotNullWhen(true)] out string[]? names)
    {
        names = null;
        var plain = text.Replace("[*]", "", StringComparison.Ordinal).Replace("[]", "", StringComparison.Ordinal);
        if (!IsUnicode(plain) || !JsonPath.TryParse(plain, out var steps) || steps.Length == 0 || Array.Exists(steps, s => s.Descends || s.Name is null))
        {
            return false;
        }

        names = Array.ConvertAll(steps, s => Encoding.UTF8.GetString(s.Name!));
        return true;
    }

    /// <summary>Whether every surrogate is one of a pair: callers can escape half a pair, which no answer can repeat.</summary>
    private static bool IsUnicode(string text)
    {
        for (var rest = text.AsSpan(); !rest.IsEmpty;)
        {
            if (Rune.DecodeFromUtf16(rest, out _, out var length) != OperationStatus.Done)
            {
                return false;
            }

            rest = rest[length..];
        }

        return true;
    }
}
