namespace McpProxy.Tools.Slimming;

/// <summary>Cuts texts at a word.</summary>
internal static class ShortText
{
    /// <summary>The text with one space for each run of spaces and line breaks, which cost a token each.</summary>
    public static string OnOneLine(string text) => string.Join(' ', text.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries));

    /// <summary>The text, or its beginning and <c>…</c>.</summary>
    /// <param name="text">The text.</param>
    /// <param name="max">Most characters, the <c>…</c> included; at least 2.</param>
    public static string Cut(ReadOnlySpan<char> text, int max)
    {
        text = text.Trim();
        if (text.Length <= max)
        {
            return text.ToString();
        }

        var end = text[..max].LastIndexOfAny(" \n\t");
        end = end < max / 2 ? max - 1 : end;
        end -= char.IsHighSurrogate(text[end - 1]) ? 1 : 0;
        return string.Concat(text[..end].TrimEnd(" ,;:\r\n"), "…");
    }
}
