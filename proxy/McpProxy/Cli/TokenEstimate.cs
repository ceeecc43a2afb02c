namespace McpProxy.Host.Cli;

/// <summary>
/// Estimates how many tokens a text costs a model, without the vocabulary of any: a word costs one token per started eight
/// letters, digits one per started three, punctuation one per started three, every other character (line breaks, letters
/// outside ASCII) one; a single space belongs to the word after it. Made for comparing tools and spotting heavy
/// ones, not for billing.
/// </summary>
internal static class TokenEstimate
{
    private const int LettersPerToken = 8;
    private const int DigitsPerToken = 3;
    private const int PunctuationPerToken = 3;

    public static int Of(ReadOnlySpan<char> text)
    {
        var tokens = 0;
        while (!text.IsEmpty)
        {
            var (length, perToken) = NextRun(text);
            tokens += (length + perToken - 1) / perToken;
            text = text[length..];
            if (text is [' ', not ' ', ..])
            {
                text = text[1..];
            }
        }

        return tokens;
    }

    private static (int Length, int PerToken) NextRun(ReadOnlySpan<char> text) => text[0] switch
    {
        var c when char.IsAsciiLetter(c) => (Run(text, char.IsAsciiLetter), LettersPerToken),
        var c when char.IsAsciiDigit(c) => (Run(text, char.IsAsciiDigit), DigitsPerToken),
        var c when IsPunctuation(c) => (Run(text, IsPunctuation), PunctuationPerToken),
        _ => (1, 1),
    };

    private static int Run(ReadOnlySpan<char> text, Func<char, bool> belongs)
    {
        var length = 1;
        while (length < text.Length && belongs(text[length]))
        {
            length++;
        }

        return length;
    }

    private static bool IsPunctuation(char c) => char.IsAscii(c) && !char.IsAsciiLetterOrDigit(c) && !char.IsWhiteSpace(c);
}
