using System.Buffers;
using System.Buffers.Text;
using System.Text;

namespace McpProxy.Plugins.AmazonAds.Downloads.Naming;

/// <summary>The id of an export of Amazon Ads: base64url, without padding, of <c>uuid,suffix</c>, where the suffix says what was exported.</summary>
/// <param name="Type">What was exported: <c>campaigns</c>, <c>adgroups</c>, <c>ads</c>, <c>targets</c>, or <c>general</c> for an id that does not say.</param>
/// <param name="ShortId">Its first characters that can stand in a file's name, at most eight.</param>
internal sealed record ExportId(string Type, string ShortId)
{
    public const string General = "general";

    /// <summary>Far more than a uuid and a suffix.</summary>
    public const int LongestText = 256;

    private const int ShortLength = 8;

    /// <summary>All types that ids can say.</summary>
    public static IReadOnlyList<string> Types { get; } = ["campaigns", "adgroups", "ads", "targets", General];

    /// <summary>Reads an id; one that cannot be read is that of a <see cref="General"/> export.</summary>
    public static ExportId Parse(string text)
    {
        if (Decode(text) is { } decoded && decoded.LastIndexOf(',') is var comma and >= 0 && Guid.TryParseExact(decoded.AsSpan(0, comma), "D", out _))
        {
            return new ExportId(TypeOf(decoded[(comma + 1)..]), decoded[..ShortLength]);
        }

        var letters = string.Concat(text.Where(char.IsAsciiLetterOrDigit).Take(ShortLength));
        return new ExportId(General, letters.Length == 0 ? "unknown" : letters);
    }

    /// <summary>Ads have two suffixes: the older one is R.</summary>
    private static string TypeOf(string suffix) => suffix.ToUpperInvariant() switch
    {
        "C" => "campaigns",
        "A" => "adgroups",
        "AD" or "R" => "ads",
        "T" => "targets",
        _ => General,
    };

    /// <summary>Padding, and the other alphabet of base64, are taken too: they mean the same.</summary>
    private static string? Decode(string text)
    {
        Span<byte> bytes = stackalloc byte[LongestText];
        var url = text.TrimEnd('=').Replace('+', '-').Replace('/', '_');
        return url.Length is > 0 and <= LongestText && Base64Url.DecodeFromChars(url, bytes, out _, out var written) == OperationStatus.Done && Ascii.IsValid(bytes[..written])
            ? Encoding.ASCII.GetString(bytes[..written])
            : null;
    }
}
