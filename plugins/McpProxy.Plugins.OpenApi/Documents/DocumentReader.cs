using System.Buffers;
using System.Text.Json;
using System.Text.Unicode;

namespace McpProxy.Plugins.OpenApi.Documents;

/// <summary>Reads the bytes of a document, JSON or YAML.</summary>
internal static class DocumentReader
{
    /// <summary>Many times the largest document we know of.</summary>
    public const int MaxBytes = 32 * 1024 * 1024;

    /// <summary>What is wrong with a text that no reader of JSON can give back. Texts are read when they are needed, so it is found then.</summary>
    public const string HalfSurrogate = "The document escapes half of a surrogate pair.";

    /// <summary>Deep enough for any schema that somebody wrote.</summary>
    private const int MaxDepth = 200;

    private static readonly JsonDocumentOptions Strict = new() { CommentHandling = JsonCommentHandling.Skip, AllowTrailingCommas = true, MaxDepth = MaxDepth, AllowDuplicateProperties = false };
    private static readonly JsonDocumentOptions Lenient = Strict with { AllowDuplicateProperties = true };

    /// <param name="bytes">The document. They become part of what is returned.</param>
    /// <exception cref="DocumentException">They cannot be read.</exception>
    public static JsonElement Read(ReadOnlyMemory<byte> bytes)
    {
        if (bytes.Span.StartsWith("\uFEFF"u8))
        {
            bytes = bytes[3..];
        }

        if (!Utf8.IsValid(bytes.Span))
        {
            throw Malformed("The document is not UTF-8.");
        }

        var start = bytes.Span.IndexOfAnyExcept(" \t\r\n"u8);
        if (start < 0)
        {
            throw Malformed("The document is empty.");
        }

        return bytes.Span[start] is (byte)'{' or (byte)'[' ? ReadJson(bytes) : ReadJson(YamlReader.ToJson(bytes));
    }

    private static JsonElement ReadJson(ReadOnlyMemory<byte> json)
    {
        try
        {
            return JsonDocument.Parse(json, Strict).RootElement;
        }
        catch (Exception e) when (e is JsonException or InvalidOperationException)
        {
            return ReadLeniently(json);
        }
    }

    /// <summary>Of a key that stands twice the last value counts, as everywhere in JSON.</summary>
    private static JsonElement ReadLeniently(ReadOnlyMemory<byte> json)
    {
        try
        {
            using var document = JsonDocument.Parse(json, Lenient);
            var output = new ArrayBufferWriter<byte>();
            using (var writer = new Utf8JsonWriter(output))
            {
                WriteWithoutDuplicates(writer, document.RootElement);
            }

            return JsonDocument.Parse(output.WrittenMemory, Strict).RootElement;
        }
        catch (JsonException e)
        {
            throw Malformed($"The document is not JSON at line {e.LineNumber + 1}, column {e.BytePositionInLine + 1}.");
        }
        catch (InvalidOperationException)
        {
            throw Malformed(HalfSurrogate);
        }
    }

    private static void WriteWithoutDuplicates(Utf8JsonWriter writer, JsonElement json)
    {
        switch (json.ValueKind)
        {
            case JsonValueKind.Object:
                var members = new Dictionary<string, JsonElement>(StringComparer.Ordinal);
                foreach (var member in json.EnumerateObject())
                {
                    members[member.Name] = member.Value;
                }

                writer.WriteStartObject();
                foreach (var (name, value) in members)
                {
                    writer.WritePropertyName(name);
                    WriteWithoutDuplicates(writer, value);
                }

                writer.WriteEndObject();
                break;
            case JsonValueKind.Array:
                writer.WriteStartArray();
                foreach (var item in json.EnumerateArray())
                {
                    WriteWithoutDuplicates(writer, item);
                }

                writer.WriteEndArray();
                break;
            default:
                json.WriteTo(writer);
                break;
        }
    }

    private static DocumentException Malformed(string message) => new(OpenApiErrorCodes.Malformed, message);
}
