using System.Globalization;

namespace McpProxy.Shaping.Continuation;

/// <summary>A JSON pointer (RFC 6901): the way to one value of a JSON text.</summary>
internal sealed class JsonPointer
{
    private const int MaxTokens = ResultMapper.MaxJsonDepth;

    private JsonPointer(string text, string[] tokens)
    {
        Text = text;
        Tokens = tokens;
    }

    /// <summary>The whole text.</summary>
    public static JsonPointer Root { get; } = new("", []);

    /// <summary>As it was written; empty for the root.</summary>
    public string Text { get; }

    /// <summary>Names of members and numbers of elements, without escapes.</summary>
    public IReadOnlyList<string> Tokens { get; }

    /// <summary>Reads a pointer; null when it is none.</summary>
    public static JsonPointer? TryParse(string text)
    {
        if (text.Length == 0)
        {
            return new JsonPointer("", []);
        }

        if (text[0] != '/' || text.Count(c => c == '/') > MaxTokens)
        {
            return null;
        }

        var tokens = text[1..].Split('/');
        for (var i = 0; i < tokens.Length; i++)
        {
            var token = tokens[i];
            for (var tilde = token.IndexOf('~', StringComparison.Ordinal); tilde >= 0; tilde = token.IndexOf('~', tilde + 1))
            {
                if (tilde + 1 == token.Length || token[tilde + 1] is not ('0' or '1'))
                {
                    return null;
                }
            }

            tokens[i] = token.Replace("~1", "/", StringComparison.Ordinal).Replace("~0", "~", StringComparison.Ordinal);
        }

        return new JsonPointer(text, tokens);
    }

    /// <summary>Reads the number of an element: digits without a leading zero (RFC 6901, section 4).</summary>
    public static bool TryReadIndex(string token, out long index) =>
        long.TryParse(token, NumberStyles.None, CultureInfo.InvariantCulture, out index) && (token.Length == 1 || token[0] != '0');
}
