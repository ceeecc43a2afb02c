using System.Text.Json;
using McpProxy.Dispatch;

namespace McpProxy.Mcp.Wire;

/// <summary>One value of a message, left where it stands in the body. Strings keep their quotes and escapes.</summary>
/// <param name="raw">The bytes of the value.</param>
/// <param name="kind">Its first token; <see cref="JsonTokenType.None"/> when the member is missing.</param>
internal readonly struct JsonSlice(ReadOnlyMemory<byte> raw, JsonTokenType kind)
{
    public ReadOnlyMemory<byte> Raw { get; } = raw;

    public JsonTokenType Kind { get; } = kind;

    public bool IsMissing => Kind == JsonTokenType.None;

    public bool IsString => Kind == JsonTokenType.String;

    public bool IsObject => Kind == JsonTokenType.StartObject;

    /// <summary>Whether it is a string of this text, escapes undone.</summary>
    public bool TextEquals(ReadOnlySpan<char> text) => IsString && Read().ValueTextEquals(text);

    /// <summary>The log level it names; null when it is none.</summary>
    public McpLogLevel? AsLogLevel() => IsString ? LogLevels.Find(GetString()) : null;

    /// <summary>The integer it is; null when it is none.</summary>
    public long? AsInt64() => Kind == JsonTokenType.Number && Read().TryGetInt64(out var value) ? value : null;

    /// <summary>The text of a string, escapes undone.</summary>
    public string GetString() => Read().GetString() ?? "";

    /// <summary>Copies the text of a string, escapes undone, when it is sure to fit.</summary>
    /// <returns>The number of characters, or -1 when the text might not fit.</returns>
    public int CopyTo(Span<char> destination)
    {
        // Neither transcoding nor unescaping makes a text longer than its UTF-8 bytes.
        return Raw.Length - 2 <= destination.Length ? Read().CopyString(destination) : -1;
    }

    private Utf8JsonReader Read()
    {
        var reader = new Utf8JsonReader(Raw.Span);
        reader.Read();
        return reader;
    }
}
