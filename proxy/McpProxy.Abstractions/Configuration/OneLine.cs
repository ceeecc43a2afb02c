using System.Text;

namespace McpProxy.Configuration;

/// <summary>Keeps what an operator or a file wrote on one line of a log or a terminal: control characters are shown, not obeyed.</summary>
internal static class OneLine
{
    private const int MaxEcho = 64;

    /// <summary>A text of somebody else, short enough to be repeated to whoever wrote it: its first 64 characters at most.</summary>
    public static string Echo(string text) =>
        Of(text.Length <= MaxEcho ? text : string.Concat(text.AsSpan(0, char.IsHighSurrogate(text[MaxEcho - 1]) ? MaxEcho - 1 : MaxEcho), "…"));

    public static string Of(string text)
    {
        if (!text.Any(IsBreaking))
        {
            return text;
        }

        var line = new StringBuilder(text.Length + 8);
        foreach (var c in text)
        {
            _ = c switch
            {
                '\n' => line.Append("\\n"),
                '\r' => line.Append("\\r"),
                '\t' => line.Append("\\t"),
                _ when IsBreaking(c) => line.Append($"\\u{(int)c:x4}"),
                _ => line.Append(c),
            };
        }

        return line.ToString();
    }

    /// <summary>Control characters, and the two of Unicode that break lines without being one.</summary>
    private static bool IsBreaking(char c) => char.IsControl(c) || c is '\u2028' or '\u2029';
}
