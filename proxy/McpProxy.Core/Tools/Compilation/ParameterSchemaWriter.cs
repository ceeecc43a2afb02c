using System.Text.Json;
using McpProxy.Configuration;
using McpProxy.Tools.InputRules;

namespace McpProxy.Tools.Compilation;

/// <summary>Writes the JSON Schema of one parameter from its short keys.</summary>
internal static class ParameterSchemaWriter
{
    public static void Write(Utf8JsonWriter writer, ParameterConfig config, ShortType type, bool binary)
    {
        writer.WriteStartObject();
        if (config.Schema is { ValueKind: JsonValueKind.Object } schema)
        {
            WriteRaw(writer, config, schema);
        }
        else
        {
            WriteKeywords(writer, config, type, binary);
        }

        if (config.McpHeader is { } header)
        {
            writer.WriteString("x-mcp-header"u8, header);
        }

        writer.WriteEndObject();
    }

    private static void WriteRaw(Utf8JsonWriter writer, ParameterConfig config, JsonElement schema)
    {
        foreach (var member in schema.EnumerateObject())
        {
            if ((member.NameEquals("description"u8) && (config.Description is not null || (config.DefaultTime is not null && member.Value.ValueKind == JsonValueKind.String)))
                || (member.NameEquals("default"u8) && config.Default is not null)
                || member.NameEquals("x-mcp-header"u8))
            {
                continue;
            }

            member.WriteTo(writer);
        }

        WriteDescriptionAndDefault(writer, config, schema.TryGetProperty("description"u8, out var own) && own.ValueKind == JsonValueKind.String ? own.GetString() : null);
    }

    private static void WriteKeywords(Utf8JsonWriter writer, ParameterConfig config, ShortType type, bool binary)
    {
        writer.WriteString("type"u8, type.Type);
        var items = config.Items is { } text && ShortType.TryParse(text, out var parsed) ? parsed.Type : type.Items;
        if (type.Type == "array" && items is not null)
        {
            writer.WriteStartObject("items"u8);
            writer.WriteString("type"u8, items);
            writer.WriteEndObject();
        }

        if (binary)
        {
            writer.WriteString("contentEncoding"u8, "base64"u8);
        }

        WriteBounds(writer, config);
        WriteDescriptionAndDefault(writer, config, null);
    }

    private static void WriteBounds(Utf8JsonWriter writer, ParameterConfig config)
    {
        if (config.Enum is { } values)
        {
            writer.WritePropertyName("enum"u8);
            values.WriteTo(writer);
        }

        WriteText(writer, "format", config.Format);
        WriteText(writer, "pattern", config.Pattern);
        WriteNumber(writer, "minimum", config.Minimum);
        WriteNumber(writer, "maximum", config.Maximum);
        WriteNumber(writer, "minLength", config.MinLength);
        WriteNumber(writer, "maxLength", config.MaxLength);
        WriteNumber(writer, "minItems", config.MinItems);
        WriteNumber(writer, "maxItems", config.MaxItems);
    }

    private static void WriteDescriptionAndDefault(Utf8JsonWriter writer, ParameterConfig config, string? own)
    {
        WriteText(writer, "description", DescriptionOf(config, own));
        if (config.Default is { } value)
        {
            writer.WritePropertyName("default"u8);
            value.WriteTo(writer);
        }
    }

    /// <summary>A time that is counted from the call is no value that <c>default</c> could hold, so words say it: first, where nobody cuts them off.</summary>
    private static string? DescriptionOf(ParameterConfig config, string? own) => config.DefaultTime is { } text && RelativeTime.TryParse(text, out var time)
        ? $"Default: {time.Words}. {config.Description ?? own}".TrimEnd()
        : config.Description;

    private static void WriteText(Utf8JsonWriter writer, string keyword, string? value)
    {
        if (value is not null)
        {
            writer.WriteString(keyword, value);
        }
    }

    private static void WriteNumber(Utf8JsonWriter writer, string keyword, double? value)
    {
        if (value is { } number)
        {
            writer.WriteNumber(keyword, number);
        }
    }
}
