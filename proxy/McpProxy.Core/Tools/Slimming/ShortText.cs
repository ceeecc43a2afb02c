namespace McpProxy.Tools.Slimming;

/// <summary>Cuts texts where they can be left: after a sentence, or at a word.</summary>
internal static class ShortText
{
    /// <summary>The text with one space for each run of spaces and line breaks, and without the rulers of Markdown tables, which cost tokens each.</summary>
    public static string OnOneLine(string text) => string.Join(' ', text.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries).Where(w => !IsRuler(w)));

    /// <summary>The text, or its first sentences, or, where the first is too long, its beginning and <c>…</c>.</summary>
    /// <param name="text">The text.</param>
    /// <param name="max">Most characters, the <c>…</c> included; at least 2.</param>
    public static string Cut(ReadOnlySpan<char> text, int max)
    {
        text = text.Trim();
        if (text.Length <= max)
        {
            return text.ToString();
        }

        if (EndOfSentence(text[..max]) is var sentence and > 0)
        {
            return text[..sentence].ToString();
        }

        var end = text[..max].LastIndexOfAny(" \n\t");
        end = end < max / 2 ? max - 1 : end;
        end -= char.IsHighSurrogate(text[end - 1]) ? 1 : 0;
        return string.Concat(text[..end].TrimEnd(" ,;:\r\n"), "…");
    }

    /// <summary>Where the last whole sentence ends; 0 where none does, or where it would be too little.</summary>
    private static int EndOfSentence(ReadOnlySpan<char> text)
    {
        var least = text.Length / 8;
        for (var i = text.Length - 2; i >= least; i--)
        {
            if (text[i] is '.' or '!' or '?' && text[i + 1] is ' ' or '\n' or '\t' && !IsAbbreviation(text[..i]))
            {
                return i + 1;
            }
        }

        return 0;
    }

    /// <summary>Whether what a dot follows is <c>e.g</c>, <c>i.e</c> or a single letter.</summary>
    private static bool IsAbbreviation(ReadOnlySpan<char> before) => before.Length < 2 || before[^2] is ' ' or '.' or '(';

    private static bool IsRuler(string word) => word.Length > 3 && word[0] == '|' && word.AsSpan().IndexOfAnyExcept("|-:") < 0;
}
