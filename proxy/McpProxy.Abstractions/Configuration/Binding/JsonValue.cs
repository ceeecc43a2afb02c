using System.Buffers;
using System.Globalization;
using System.Text;
using System.Text.Json;
using Microsoft.Extensions.Configuration;

namespace McpProxy.Configuration.Binding;

/// <summary>Reads a property that takes any JSON: as it stands in the file, else rebuilt from the flat keys.</summary>
internal static class JsonValue
{
    private static readonly JsonDocumentOptions Lenient = new() { CommentHandling = JsonCommentHandling.Skip, AllowTrailingCommas = true };

    public static bool TryRead(IConfigurationSection section, StrictBinderOptions options, ConfigErrors errors, out object? value)
    {
        if (options.JsonOf(section) is { } raw)
        {
            value = raw;
            return true;
        }

        if (section.Value is { } text && !StrictBinderOptions.HasChildren(section))
        {
            return TryInfer(text, section.Path, errors, out value);
        }

        value = Rebuild(section);
        return true;
    }

    /// <summary>
    /// JSON out of flat keys, as environment variables and in-memory configuration give them. A value that is a JSON number,
    /// <c>true</c>, <c>false</c> or <c>null</c> becomes that, any other a string; children numbered from 0 become an array.
    /// </summary>
    public static JsonElement Rebuild(IConfigurationSection section)
    {
        var buffer = new ArrayBufferWriter<byte>();
        using (var writer = new Utf8JsonWriter(buffer))
        {
            Write(writer, section);
        }

        using var document = JsonDocument.Parse(buffer.WrittenMemory);
        return document.RootElement.Clone();
    }

    /// <summary>One text: JSON when it looks like an object or array, else a number, a literal or a string.</summary>
    private static bool TryInfer(string text, string path, ConfigErrors errors, out object? value)
    {
        value = null;
        try
        {
            value = text.AsSpan().TrimStart() is ['{' or '[', ..] ? Parse(text) : Parse(Encode(text));
            return true;
        }
        catch (JsonException e)
        {
            errors.Add(ConfigErrorCodes.WrongType, path, $"Expected a JSON value; the text is not JSON at line {e.LineNumber + 1}, column {e.BytePositionInLine + 1}.");
            return false;
        }
    }

    private static void Write(Utf8JsonWriter writer, IConfigurationSection section)
    {
        var children = section.GetChildren().ToList();
        if (children.Count == 0)
        {
            writer.WriteRawValue(Encode(section.Value));
        }
        else if (IsArray(children))
        {
            writer.WriteStartArray();
            children.ForEach(c => Write(writer, c));
            writer.WriteEndArray();
        }
        else
        {
            writer.WriteStartObject();
            foreach (var child in children)
            {
                writer.WritePropertyName(child.Key);
                Write(writer, child);
            }

            writer.WriteEndObject();
        }
    }

    private static bool IsArray(List<IConfigurationSection> children)
    {
        for (var i = 0; i < children.Count; i++)
        {
            if (children[i].Key != i.ToString(CultureInfo.InvariantCulture))
            {
                return false;
            }
        }

        return true;
    }

    /// <summary>JSON of one flat value: a number or literal where it reads as one, else a string; an empty object for nothing.</summary>
    public static string Encode(string? text) => text switch
    {
        null => "{}",
        "True" or "true" => "true",
        "False" or "false" => "false",
        "null" => "null",
        _ => IsNumber(text) ? text : JsonSerializer.Serialize(text),
    };

    private static bool IsNumber(string text)
    {
        if (text is not ['-' or (>= '0' and <= '9'), ..])
        {
            return false;
        }

        var reader = new Utf8JsonReader(Encoding.UTF8.GetBytes(text));
        try
        {
            return reader.Read() && reader.TokenType == JsonTokenType.Number && reader.BytesConsumed == text.Length;
        }
        catch (JsonException)
        {
            return false;
        }
    }

    private static JsonElement Parse(string json)
    {
        using var document = JsonDocument.Parse(json, Lenient);
        return document.RootElement.Clone();
    }
}
