using System.Buffers.Text;
using System.Globalization;
using System.Text;

namespace AdsSimulator.Answers;

/// <summary>The opaque <c>nextToken</c> of list calls: where the next page begins.</summary>
internal static class PageToken
{
    public static string Write(int offset) => Base64Url.EncodeToString(Encoding.ASCII.GetBytes($"o{offset}"));

    public static bool TryRead(string? token, out int offset)
    {
        offset = 0;
        if (string.IsNullOrEmpty(token))
        {
            return true;
        }

        return Base64Url.IsValid(token)
            && Encoding.ASCII.GetString(Base64Url.DecodeFromChars(token)) is ['o', .. var digits]
            && int.TryParse(digits, NumberStyles.None, CultureInfo.InvariantCulture, out offset);
    }
}
