using System.Text.Json;
using McpProxy.Dispatch;

namespace McpProxy.Shaping;

/// <summary>A log message as an upstream reports it in its stream.</summary>
/// <param name="Level">Its severity.</param>
/// <param name="Logger">Name of the part that logged it, or null.</param>
/// <param name="Data">UTF-8 JSON on one line.</param>
internal sealed record LogReport(McpLogLevel Level, string? Logger, ReadOnlyMemory<byte> Data)
{
    /// <summary>Parses an object that has a known <c>level</c>, has <c>data</c>, and has nothing else but a <c>logger</c>.</summary>
    public static LogReport? TryParse(ReadOnlySpan<byte> data)
    {
        if (data.IsEmpty || data[0] != '{' || data.IndexOf("\"level\""u8) < 0)
        {
            return null;
        }

        try
        {
            return Read(data);
        }
        catch (Exception exception) when (exception is JsonException or InvalidOperationException)
        {
            return null; // Not JSON, or half a surrogate pair.
        }
    }

    private static LogReport? Read(ReadOnlySpan<byte> json)
    {
        McpLogLevel? level = null;
        string? logger = null;
        byte[]? data = null;
        var reader = new Utf8JsonReader(json);
        reader.Read();
        while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
        {
            if (reader.ValueTextEquals("level"u8))
            {
                level = reader.Read() && reader.TokenType == JsonTokenType.String ? LogLevels.Find(reader.GetString()!) : null;
                if (level is null)
                {
                    return null;
                }
            }
            else if (reader.ValueTextEquals("logger"u8))
            {
                if (!reader.Read() || reader.TokenType is not (JsonTokenType.String or JsonTokenType.Null))
                {
                    return null;
                }

                logger = reader.GetString();
            }
            else if (reader.ValueTextEquals("data"u8))
            {
                reader.Read();
                var start = (int)reader.TokenStartIndex;
                reader.Skip();
                data = json[start..(int)reader.BytesConsumed].ToArray();
            }
            else
            {
                return null;
            }
        }

        reader.Read(); // Throws when anything follows the object.
        if (level is not { } known || data is null)
        {
            return null;
        }

        LineBreaks.Blank(data);
        return new LogReport(known, logger, data);
    }
}
