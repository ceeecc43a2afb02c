using System.Globalization;
using System.Text;

namespace McpProxy.Tools.Binding;

/// <summary>
/// A JSON value as one line of ASCII, for places that are no body: blanks between tokens are dropped, and what is not ASCII is
/// escaped, so that it means the same wherever it goes.
/// </summary>
internal static class JsonLine
{
    /// <param name="json">A value whose syntax has been checked.</param>
    public static string Of(ReadOnlySpan<byte> json)
    {
        var text = new StringBuilder(json.Length);
        var inText = false;
        for (var i = 0; i < json.Length; i++)
        {
            var c = json[i];
            if (c >= 0x80)
            {
                Rune.DecodeFromUtf8(json[i..], out var rune, out var length);
                Escape(text, rune);
                i += length - 1;
            }
            else if (inText && c == '\\')
            {
                text.Append('\\').Append((char)json[++i]);
            }
            else if (inText || c is not ((byte)' ' or (byte)'\t' or (byte)'\r' or (byte)'\n'))
            {
                inText ^= c == '"';
                text.Append((char)c);
            }
        }

        return text.ToString();
    }

    private static void Escape(StringBuilder text, Rune rune)
    {
        foreach (var unit in rune.ToString())
        {
            text.Append(CultureInfo.InvariantCulture, $"\\u{(int)unit:x4}");
        }
    }
}
