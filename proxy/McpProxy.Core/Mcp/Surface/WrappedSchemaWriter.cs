using System.Text.Json;

namespace McpProxy.Mcp.Surface;

/// <summary>
/// Wraps an output schema that is not an object schema, for revisions that take no other: the schema becomes that of a
/// member <c>result</c>, and its references to its own root move with it.
/// </summary>
internal static class WrappedSchemaWriter
{
    private const string NewRoot = "#/properties/result";

    public static void Write(Utf8JsonWriter writer, ReadOnlySpan<byte> schema)
    {
        writer.WriteStartObject();
        writer.WriteString("type"u8, "object"u8);
        writer.WriteStartObject("properties"u8);
        writer.WritePropertyName("result"u8);
        var reader = new Utf8JsonReader(schema, new JsonReaderOptions { MaxDepth = 1000 });
        reader.Read();
        if (HasOwnBase(schema))
        {
            CopyVerbatim(ref reader, writer, schema);
        }
        else
        {
            CopySchema(ref reader, writer, schema, isMap: false);
        }

        writer.WriteEndObject();
        writer.WriteStartArray("required"u8);
        writer.WriteStringValue("result"u8);
        writer.WriteEndArray();
        writer.WriteEndObject();
    }

    /// <summary>A schema with an <c>$id</c> resolves its references against that, wherever it stands.</summary>
    private static bool HasOwnBase(ReadOnlySpan<byte> schema)
    {
        var reader = new Utf8JsonReader(schema, new JsonReaderOptions { MaxDepth = 1000 });
        reader.Read();
        while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
        {
            if (reader.ValueTextEquals("$id"u8))
            {
                return true;
            }

            reader.Read();
            reader.Skip();
        }

        return false;
    }

    private static void CopySchema(ref Utf8JsonReader reader, Utf8JsonWriter writer, ReadOnlySpan<byte> schema, bool isMap)
    {
        switch (reader.TokenType)
        {
            case JsonTokenType.StartObject:
                writer.WriteStartObject();
                while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
                {
                    CopyMember(ref reader, writer, schema, isMap);
                }

                writer.WriteEndObject();
                break;
            case JsonTokenType.StartArray:
                writer.WriteStartArray();
                while (reader.Read() && reader.TokenType != JsonTokenType.EndArray)
                {
                    CopySchema(ref reader, writer, schema, isMap: false);
                }

                writer.WriteEndArray();
                break;
            default:
                CopyVerbatim(ref reader, writer, schema);
                break;
        }
    }

    /// <summary>Copies one keyword of a schema, or one entry of a map from names to schemas.</summary>
    private static void CopyMember(ref Utf8JsonReader reader, Utf8JsonWriter writer, ReadOnlySpan<byte> schema, bool isMap)
    {
        var name = reader.GetString()!; // A property name is never null.
        writer.WritePropertyName(name);
        reader.Read();
        if (isMap)
        {
            CopySchema(ref reader, writer, schema, isMap: false);
        }
        else if (name is "$ref" or "$dynamicRef" && reader.TokenType == JsonTokenType.String)
        {
            writer.WriteStringValue(Move(reader.GetString()!));
        }
        else if (name is "const" or "enum" or "default" or "examples")
        {
            CopyVerbatim(ref reader, writer, schema);
        }
        else
        {
            CopySchema(ref reader, writer, schema, name is "properties" or "patternProperties" or "$defs" or "definitions" or "dependentSchemas");
        }
    }

    private static string Move(string reference) => reference switch
    {
        "#" => NewRoot,
        _ when reference.StartsWith("#/", StringComparison.Ordinal) => string.Concat(NewRoot, reference.AsSpan(1)),
        _ => reference,
    };

    private static void CopyVerbatim(ref Utf8JsonReader reader, Utf8JsonWriter writer, ReadOnlySpan<byte> schema)
    {
        var start = (int)reader.TokenStartIndex;
        reader.Skip();
        writer.WriteRawValue(schema[start..(int)reader.BytesConsumed], skipInputValidation: true);
    }
}
