using System.Text.Json;
using System.Text.Unicode;

namespace McpProxy.Configuration.Files;

/// <summary>Reads JSON with comments and trailing commas, and says where it is wrong.</summary>
internal static class ConfigFileReader
{
    /// <summary>Deep enough for any schema; a bound all the same.</summary>
    private const int MaxDepth = 256;

    private static readonly JsonDocumentOptions Lenient = new() { CommentHandling = JsonCommentHandling.Skip, AllowTrailingCommas = true, MaxDepth = MaxDepth };

    private static readonly JsonReaderOptions Reading = new() { CommentHandling = JsonCommentHandling.Skip, AllowTrailingCommas = true, MaxDepth = MaxDepth };

    public static ConfigFileContent Read(string name, byte[] bytes)
    {
        if (bytes is [0xFF, 0xFE, ..] or [0xFE, 0xFF, ..])
        {
            return ConfigFileContent.Failed(new ConfigError(ConfigErrorCodes.Syntax, name, "The file is UTF-16, as some shells write what is redirected to a file.", "Save it as UTF-8."));
        }

        var json = bytes.AsMemory(bytes.AsSpan().StartsWith("\uFEFF"u8) ? 3 : 0);
        if (json.Span.IndexOfAnyExcept(" \t\r\n"u8) < 0)
        {
            return ConfigFileContent.Failed(new ConfigError(ConfigErrorCodes.Syntax, name, "The file is empty.", "Write at least {}."));
        }

        JsonElement root;
        try
        {
            using var document = JsonDocument.Parse(json, Lenient);
            root = document.RootElement.Clone();
        }
        catch (JsonException e)
        {
            return ConfigFileContent.Failed(new ConfigError(ConfigErrorCodes.Syntax, name, JsonMistake.Describe(json.Span, e)));
        }

        if (UnreadableText(json.Span) is { } position)
        {
            return ConfigFileContent.Failed(new ConfigError(ConfigErrorCodes.Syntax, name, $"{position}: the text is not Unicode: its bytes are not UTF-8, or it escapes half of a surrogate pair.", "Save the file as UTF-8."));
        }

        return root.ValueKind == JsonValueKind.Object
            ? DuplicateKeys(name, json.Span, root)
            : ConfigFileContent.Failed(new ConfigError(ConfigErrorCodes.Syntax, name, $"Line 1, column 1: expected an object, got {Describe(root)}."));
    }

    /// <summary>The first key or value that no reader can give back: JSON is parsed without looking into texts.</summary>
    private static TextPosition? UnreadableText(ReadOnlySpan<byte> json)
    {
        var reader = new Utf8JsonReader(json, Reading);
        while (reader.Read())
        {
            if (reader.TokenType is JsonTokenType.PropertyName or JsonTokenType.String && !IsReadable(ref reader))
            {
                return TextPosition.Of(json, reader.TokenStartIndex);
            }
        }

        return null;
    }

    private static bool IsReadable(ref Utf8JsonReader reader)
    {
        if (!reader.ValueIsEscaped)
        {
            return Utf8.IsValid(reader.ValueSpan);
        }

        try
        {
            return reader.GetString() is not null;
        }
        catch (InvalidOperationException)
        {
            return false;
        }
    }

    private static ConfigFileContent DuplicateKeys(string name, ReadOnlySpan<byte> json, JsonElement root)
    {
        var errors = new List<ConfigError>();
        var sameButForCase = new List<ConfigError>();
        var scopes = new Stack<KeyScope>();
        var reader = new Utf8JsonReader(json, Reading);
        while (reader.Read())
        {
            switch (reader.TokenType)
            {
                case JsonTokenType.StartObject or JsonTokenType.StartArray:
                    scopes.Push(KeyScope.Inside(scopes, isArray: reader.TokenType == JsonTokenType.StartArray));
                    break;
                case JsonTokenType.EndObject or JsonTokenType.EndArray:
                    scopes.Pop();
                    break;
                case JsonTokenType.PropertyName when !scopes.Peek().Enter(reader.GetString()!, out var exact):
                    var error = Twice(name, TextPosition.Of(json, reader.TokenStartIndex), scopes.Peek().CurrentPath);
                    (exact ? errors : sameButForCase).Add(error);
                    break;
                case JsonTokenType.PropertyName:
                    break;
                default:
                    scopes.Peek().PassScalar();
                    break;
            }
        }

        return new ConfigFileContent(root, errors, sameButForCase);
    }

    private static ConfigError Twice(string name, TextPosition position, string path) =>
        new(ConfigErrorCodes.DuplicateKey, path, $"{position} of {name}: the key stands here a second time.", "Remove one; keys that differ in case only are the same key.");

    private static string Describe(JsonElement root) => root.ValueKind == JsonValueKind.Array ? "an array" : "a single value";
}
