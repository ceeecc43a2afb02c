using System.Globalization;
using System.Text.Json;

namespace McpProxy.Plugins.Credentials.TokenServers;

/// <summary>A JSON pointer (RFC 6901), ready to be followed.</summary>
internal sealed class JsonPointer
{
    private readonly string[] _tokens;

    private JsonPointer(string[] tokens) => _tokens = tokens;

    /// <summary>Reads a pointer: empty, or a slash before each name; <c>~0</c> is a tilde and <c>~1</c> a slash.</summary>
    public static bool TryParse(string text, out JsonPointer pointer)
    {
        pointer = new JsonPointer([]);
        if (text.Length == 0)
        {
            return true;
        }

        if (text[0] != '/')
        {
            return false;
        }

        var tokens = text[1..].Split('/');
        for (var i = 0; i < tokens.Length; i++)
        {
            if (HasBadEscape(tokens[i]))
            {
                return false;
            }

            // In this order: ~01 is the text ~1, not a slash.
            tokens[i] = tokens[i].Replace("~1", "/", StringComparison.Ordinal).Replace("~0", "~", StringComparison.Ordinal);
        }

        pointer = new JsonPointer(tokens);
        return true;
    }

    /// <summary>The value that the pointer leads to; of kind <see cref="JsonValueKind.Undefined"/> when there is none.</summary>
    public JsonElement Follow(JsonElement element)
    {
        foreach (var token in _tokens)
        {
            if (!TryStep(element, token, out element))
            {
                return default;
            }
        }

        return element;
    }

    private static bool TryStep(JsonElement from, string token, out JsonElement to)
    {
        to = default;
        switch (from.ValueKind)
        {
            case JsonValueKind.Object:
                return from.TryGetProperty(token, out to);
            case JsonValueKind.Array when IsIndex(token) && int.TryParse(token, NumberStyles.None, CultureInfo.InvariantCulture, out var index) && index < from.GetArrayLength():
                to = from[index];
                return true;
            default:
                return false;
        }
    }

    private static bool IsIndex(string token) => token is "0" or [>= '1' and <= '9', ..];

    private static bool HasBadEscape(string token)
    {
        for (var i = token.IndexOf('~', StringComparison.Ordinal); i >= 0; i = token.IndexOf('~', i + 1))
        {
            if (i + 1 == token.Length || token[i + 1] is not ('0' or '1'))
            {
                return true;
            }
        }

        return false;
    }
}
