using System.Text;
using System.Text.Json;

namespace McpProxy.Benchmarks.OpenApi;

/// <summary>
/// Makes documents of a given size and number of operations: operations with header and query parameters, a body and answers, and
/// schemas that refer to each other until the size is reached; no document has a schema of another. The same every time.
/// </summary>
internal static class DocumentMaker
{
    private const int SchemaBytes = 2400;
    private const int OperationBytes = 2200;
    private const string Words = "Identifies the campaign of the advertiser in the marketplace where it was created, as it stands in the report that was asked for. ";

    public static void WriteAll(string folder)
    {
        Directory.CreateDirectory(folder);
        for (var i = 0; i < DocumentShape.AmazonAds.Count; i++)
        {
            File.WriteAllBytes(Path.Combine(folder, $"api{i:00}.json"), Make(i, DocumentShape.AmazonAds[i]));
        }
    }

    private static byte[] Make(int number, DocumentShape shape)
    {
        var schemas = Math.Max(2, (shape.Bytes - (shape.Operations * OperationBytes)) / SchemaBytes);
        using var stream = new MemoryStream();
        using (var writer = new Utf8JsonWriter(stream))
        {
            writer.WriteStartObject();
            writer.WriteString("openapi", "3.0.1");
            writer.WriteStartObject("paths");
            for (var i = 0; i < shape.Operations; i++)
            {
                WriteOperation(writer, number, i, schemas);
            }

            writer.WriteEndObject();
            writer.WriteStartObject("components");
            writer.WriteStartObject("schemas");
            for (var i = 0; i < schemas; i++)
            {
                WriteSchema(writer, number, i, schemas);
            }

            writer.WriteEndObject();
            writer.WriteEndObject();
            writer.WriteEndObject();
        }

        return stream.ToArray();
    }

    private static void WriteOperation(Utf8JsonWriter writer, int number, int operation, int schemas)
    {
        var hasBody = operation % 3 != 0;
        writer.WriteStartObject($"/api{number}/things{operation}/{{thingId}}");
        writer.WriteStartObject(hasBody ? "post" : "get");
        writer.WriteString("operationId", $"api{number}_operation{operation}");
        writer.WriteString("description", Text(400));
        writer.WriteStartArray("parameters");
        WriteParameter(writer, "thingId", "path");
        foreach (var header in new[] { "ClientId", "Scope", "AccountId" })
        {
            WriteParameter(writer, $"Amazon-Advertising-API-{header}", "header");
        }

        foreach (var query in new[] { "nextToken", "maxResults", "sort" })
        {
            WriteParameter(writer, query, "query");
        }

        writer.WriteEndArray();
        if (hasBody)
        {
            writer.WriteStartObject("requestBody");
            writer.WriteBoolean("required", true);
            WriteContent(writer, operation % schemas);
            writer.WriteEndObject();
        }

        writer.WriteStartObject("responses");
        writer.WriteStartObject("200");
        writer.WriteString("description", Text(60));
        WriteContent(writer, (operation + 1) % schemas);
        writer.WriteEndObject();
        writer.WriteEndObject();
        writer.WriteEndObject();
        writer.WriteEndObject();
    }

    private static void WriteParameter(Utf8JsonWriter writer, string name, string place)
    {
        writer.WriteStartObject();
        writer.WriteString("name", name);
        writer.WriteString("in", place);
        writer.WriteBoolean("required", place != "query");
        writer.WriteString("description", Text(100));
        writer.WriteStartObject("schema");
        writer.WriteString("type", "string");
        writer.WriteEndObject();
        writer.WriteEndObject();
    }

    private static void WriteContent(Utf8JsonWriter writer, int schema)
    {
        writer.WriteStartObject("content");
        writer.WriteStartObject("application/vnd.thing.v1+json");
        WriteReference(writer, "schema", schema);
        writer.WriteEndObject();
        writer.WriteEndObject();
    }

    private static void WriteSchema(Utf8JsonWriter writer, int document, int number, int schemas)
    {
        writer.WriteStartObject($"Thing{number}");
        writer.WriteString("type", "object");
        writer.WriteString("description", $"Thing {number} of api {document}. {Text(100)}");
        writer.WriteStartArray("required");
        writer.WriteStringValue("property0");
        writer.WriteEndArray();
        writer.WriteStartObject("properties");
        for (var i = 0; i < 12; i++)
        {
            writer.WriteStartObject($"property{i}");
            writer.WriteString("type", i % 4 == 0 ? "integer" : "string");
            writer.WriteString("description", Text(110));
            if (i % 3 == 1)
            {
                writer.WriteStartArray("enum");
                for (var j = 0; j < 4; j++)
                {
                    writer.WriteStringValue($"VALUE_{j}");
                }

                writer.WriteEndArray();
            }

            writer.WriteEndObject();
        }

        // A tree of five: what one operation needs is a part of its document, as in the real ones.
        for (var child = (number * 5) + 1; child <= Math.Min((number * 5) + 5, schemas - 1); child++)
        {
            WriteReference(writer, $"child{child}", child);
        }

        WriteReference(writer, "parent", number);
        writer.WriteEndObject();
        writer.WriteEndObject();
    }

    private static void WriteReference(Utf8JsonWriter writer, string name, int schema)
    {
        writer.WriteStartObject(name);
        writer.WriteString("$ref", $"#/components/schemas/Thing{schema}");
        writer.WriteEndObject();
    }

    private static string Text(int length)
    {
        var text = new StringBuilder();
        while (text.Length < length)
        {
            text.Append(Words);
        }

        return text.ToString(0, length);
    }
}
