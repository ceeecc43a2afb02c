using System.Buffers.Text;
using System.Text;

namespace AdsSimulator.Exports;

/// <summary>An export's id: unpadded base64url of <c>uuid,suffix</c>, where the suffix says what was exported.</summary>
internal static class ExportId
{
    public static string Write(Guid id, string suffix) => Base64Url.EncodeToString(Encoding.ASCII.GetBytes($"{id:D},{suffix}"));

    /// <summary>The kind an id stands for, or null when it is not an export's id.</summary>
    public static ExportKind? KindOf(string text) =>
        Base64Url.IsValid(text)
        && Encoding.ASCII.GetString(Base64Url.DecodeFromChars(text)).Split(',') is [var id, var suffix]
        && Guid.TryParseExact(id, "D", out _)
            ? ExportKind.Find(suffix)
            : null;
}
