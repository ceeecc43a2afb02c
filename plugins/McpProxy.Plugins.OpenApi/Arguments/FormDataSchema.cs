using System.Buffers;
using System.Text.Json;
using McpProxy.Plugins.OpenApi.Documents;

namespace McpProxy.Plugins.OpenApi.Arguments;

/// <summary>Puts the <c>formData</c> parameters of Swagger 2.0 together as the media type of a form, as OpenAPI 3 has it.</summary>
internal static class FormDataSchema
{
    public static Fragment Of(IReadOnlyList<Fragment> fields)
    {
        var output = new ArrayBufferWriter<byte>();
        using (var writer = new Utf8JsonWriter(output))
        {
            writer.WriteStartObject();
            writer.WriteStartObject("schema"u8);
            writer.WriteString("type"u8, "object"u8);
            writer.WriteStartObject("properties"u8);
            foreach (var field in fields)
            {
                writer.WritePropertyName(field.Text("name")!);
                WriteField(writer, field);
            }

            writer.WriteEndObject();
            writer.WriteStartArray("required"u8);
            foreach (var field in fields.Where(f => f.Is("required")))
            {
                writer.WriteStringValue(field.Text("name"));
            }

            writer.WriteEndArray();
            writer.WriteEndObject();
            WriteEncoding(writer, fields);
            writer.WriteEndObject();
        }

        using var document = JsonDocument.Parse(output.WrittenMemory, new JsonDocumentOptions { MaxDepth = 256 });
        return fields[0] with { Json = document.RootElement.Clone() };
    }

    private static void WriteField(Utf8JsonWriter writer, Fragment field)
    {
        writer.WriteStartObject();
        foreach (var member in InlineSchema.Of(field).Json.EnumerateObject())
        {
            member.WriteTo(writer);
        }

        if (field.Text("description") is { } description)
        {
            writer.WriteString("description"u8, description);
        }

        writer.WriteEndObject();
    }

    private static void WriteEncoding(Utf8JsonWriter writer, IReadOnlyList<Fragment> fields)
    {
        writer.WriteStartObject("encoding"u8);
        foreach (var field in fields)
        {
            if (ParameterReader.CollectionFormat(field, ArgumentPlace.Form).Explode is { } explode)
            {
                writer.WriteStartObject(field.Text("name")!);
                writer.WriteBoolean("explode"u8, explode);
                writer.WriteEndObject();
            }
        }

        writer.WriteEndObject();
    }
}
