using System.Buffers;
using System.Text.Json;
using McpProxy.Configuration.Binding;

namespace McpProxy.Configuration.Layers;

/// <summary>The JSON behind a key: verbatim from the file that has the last word, with what environment variables wrote over it.</summary>
internal static class RawJson
{
    /// <summary>For what was put together from JSON that has been read: each layer had its own bound.</summary>
    public static readonly JsonDocumentOptions Deep = new() { MaxDepth = 512 };

    public static JsonElement? Of(ConfigNode? node)
    {
        if (node?.Raw is not { } raw)
        {
            return null;
        }

        if (node.FlatLayer < node.RawLayer)
        {
            return raw;
        }

        return Compose(node, node.RawLayer);
    }

    /// <summary>As <see cref="Of"/>; rebuilt from the flat keys when no file has the key.</summary>
    public static JsonElement OfAll(ConfigNode node) => Of(node) ?? Compose(node, baseLayer: -1);

    private static JsonElement Compose(ConfigNode node, int baseLayer)
    {
        var buffer = new ArrayBufferWriter<byte>();
        using (var writer = new Utf8JsonWriter(buffer))
        {
            Write(writer, node, baseLayer);
        }

        using var document = JsonDocument.Parse(buffer.WrittenMemory, Deep);
        return document.RootElement.Clone();
    }

    private static void Write(Utf8JsonWriter writer, ConfigNode node, int baseLayer)
    {
        var patched = node.FlatLayer > baseLayer;
        if (!patched && node.Raw is { } raw)
        {
            raw.WriteTo(writer);
        }
        else if (node.ChildCount == 0)
        {
            writer.WriteRawValue(JsonValue.Encode(node.Value));
        }
        else if (IsArray(node))
        {
            writer.WriteStartArray();
            WriteItems(writer, node, baseLayer);
            writer.WriteEndArray();
        }
        else
        {
            writer.WriteStartObject();
            WriteMembers(writer, node, baseLayer);
            writer.WriteEndObject();
        }
    }

    private static void WriteItems(Utf8JsonWriter writer, ConfigNode node, int baseLayer)
    {
        foreach (var child in Relevant(node, baseLayer))
        {
            Write(writer, child, baseLayer);
        }
    }

    private static void WriteMembers(Utf8JsonWriter writer, ConfigNode node, int baseLayer)
    {
        foreach (var child in Relevant(node, baseLayer))
        {
            writer.WritePropertyName(child.Key);
            Write(writer, child, baseLayer);
        }
    }

    /// <summary>What the file itself has, and what was written over it; not what an earlier file left below the same key.</summary>
    private static IEnumerable<ConfigNode> Relevant(ConfigNode node, int baseLayer) =>
        node.Children().Where(c => c.RawLayer >= baseLayer || c.FlatLayer > baseLayer);

    private static bool IsArray(ConfigNode node) => node.Children().All(c => int.TryParse(c.Key, out _));
}
