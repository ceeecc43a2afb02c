using System.Buffers;
using System.Security.Cryptography;
using System.Text.Json;
using McpProxy.Configuration.Imports;
using McpProxy.Plugins.OpenApi.Schemas;

namespace McpProxy.Plugins.OpenApi.Caching;

/// <summary>Writes and reads a compiled document as a JSON file: the layer as it is laid, and what else is known of it.</summary>
internal static class CompiledFile
{
    private static readonly JsonDocumentOptions Deep = new() { MaxDepth = 512 };

    public static byte[] Write(CompiledDocument compiled, string location)
    {
        var output = new ArrayBufferWriter<byte>();
        using (var writer = new Utf8JsonWriter(output, SchemaConverter.WriterOptions))
        {
            writer.WriteStartObject();
            writer.WriteString("document"u8, compiled.Layer.Document);
            writer.WriteStartObject("files"u8);
            foreach (var source in compiled.Sources.Where(s => s.Path != location))
            {
                writer.WriteString(source.Path, DigestOf(source.Path));
            }

            writer.WriteEndObject();
            writer.WriteStartArray("entries"u8);
            foreach (var entry in compiled.Entries)
            {
                writer.WriteStartArray();
                writer.WriteStringValue(entry.Source);
                writer.WriteStringValue(entry.Tool);
                writer.WriteStringValue(entry.Note);
                writer.WriteEndArray();
            }

            writer.WriteEndArray();
            WriteTexts(writer, "operations", compiled.OperationKeys);
            WriteTexts(writer, "warnings", compiled.Warnings);
            writer.WritePropertyName("layer"u8);
            compiled.Layer.Json.WriteTo(writer);
            writer.WriteEndObject();
        }

        return output.WrittenSpan.ToArray();
    }

    /// <returns>The document; null when the file is damaged, or a file that the document refers to has changed.</returns>
    public static CompiledDocument? TryRead(byte[] bytes, string location)
    {
        try
        {
            // Taken before they are compared, so that a change in between is seen later.
            var json = JsonElement.Parse(bytes, Deep);
            var name = json.GetProperty("document"u8).GetString()!;
            var sources = new List<ImportSource>();
            if (!location.Contains("://", StringComparison.Ordinal))
            {
                sources.Add(ImportSource.Of(location));
            }

            foreach (var file in json.GetProperty("files"u8).EnumerateObject())
            {
                sources.Add(ImportSource.Of(file.Name));
                if (DigestOf(file.Name) != file.Value.GetString())
                {
                    return null;
                }
            }

            return new CompiledDocument(
                new ImportedLayer(name, json.GetProperty("layer"u8)),
                ReadEntries(json, name),
                sources,
                ReadTexts(json, "operations"))
            {
                Warnings = ReadTexts(json, "warnings"),
            };
        }
        catch (Exception e) when (e is JsonException or InvalidOperationException or KeyNotFoundException or IndexOutOfRangeException)
        {
            return null;
        }
    }

    private static void WriteTexts(Utf8JsonWriter writer, string name, IReadOnlyList<string> texts)
    {
        writer.WriteStartArray(name);
        foreach (var text in texts)
        {
            writer.WriteStringValue(text);
        }

        writer.WriteEndArray();
    }

    private static List<ImportedEntry> ReadEntries(JsonElement json, string document)
    {
        var entries = new List<ImportedEntry>();
        foreach (var entry in json.GetProperty("entries"u8).EnumerateArray())
        {
            entries.Add(new ImportedEntry(document, entry[0].GetString()!, entry[1].GetString(), entry[2].GetString()!));
        }

        return entries;
    }

    private static List<string> ReadTexts(JsonElement json, string name)
    {
        var texts = new List<string>();
        foreach (var text in json.GetProperty(name).EnumerateArray())
        {
            texts.Add(text.GetString()!);
        }

        return texts;
    }

    private static string DigestOf(string path) => FileCopy.TryRead(path) is { } bytes ? Convert.ToHexString(SHA256.HashData(bytes)) : "";
}
