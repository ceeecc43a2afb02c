using System.Buffers;
using System.Text.Json;
using McpProxy.Plugins.OpenApi.Documents;

namespace McpProxy.Plugins.OpenApi.Arguments;

/// <summary>Swagger 2.0 writes the schema of a parameter between its other keys; here it is by itself.</summary>
internal static class InlineSchema
{
    private static readonly string[] NotSchema = ["name", "in", "description", "required", "collectionFormat", "allowEmptyValue"];

    public static Fragment Of(Fragment parameter)
    {
        var output = new ArrayBufferWriter<byte>();
        using (var writer = new Utf8JsonWriter(output))
        {
            writer.WriteStartObject();
            foreach (var member in parameter.Json.EnumerateObject().Where(m => !NotSchema.Contains(m.Name, StringComparer.Ordinal)))
            {
                member.WriteTo(writer);
            }

            writer.WriteEndObject();
        }

        using var document = JsonDocument.Parse(output.WrittenMemory, new JsonDocumentOptions { MaxDepth = 256 });
        return parameter with { Json = document.RootElement.Clone() };
    }
}
