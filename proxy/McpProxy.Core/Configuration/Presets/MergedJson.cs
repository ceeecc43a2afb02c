using System.Buffers;
using System.Text.Json;
using McpProxy.Configuration.Layers;

namespace McpProxy.Configuration.Presets;

/// <summary>The JSON of an operator laid over that of a preset, for keys that are read verbatim.</summary>
internal static class MergedJson
{
    public static JsonElement Of(JsonElement? preset, JsonElement own, string? without)
    {
        var buffer = new ArrayBufferWriter<byte>();
        using (var writer = new Utf8JsonWriter(buffer))
        {
            Write(writer, preset, own, without);
        }

        using var document = JsonDocument.Parse(buffer.WrittenMemory, RawJson.Deep);
        return document.RootElement.Clone();
    }

    private static void Write(Utf8JsonWriter writer, JsonElement? preset, JsonElement own, string? without)
    {
        if (preset is not { ValueKind: JsonValueKind.Object } below || own.ValueKind != JsonValueKind.Object)
        {
            own.WriteTo(writer);
            return;
        }

        writer.WriteStartObject();
        foreach (var member in below.EnumerateObject())
        {
            if (Find(own, member.Name) is not { } over)
            {
                member.WriteTo(writer);
            }
            else if (over.ValueKind != JsonValueKind.Null)
            {
                writer.WritePropertyName(member.Name);
                Write(writer, member.Value, over, null);
            }
        }

        foreach (var member in own.EnumerateObject())
        {
            if (Find(below, member.Name) is null && !member.Name.Equals(without, StringComparison.OrdinalIgnoreCase))
            {
                member.WriteTo(writer);
            }
        }

        writer.WriteEndObject();
    }

    private static JsonElement? Find(JsonElement json, string name)
    {
        foreach (var member in json.EnumerateObject())
        {
            if (member.Name.Equals(name, StringComparison.OrdinalIgnoreCase))
            {
                return member.Value;
            }
        }

        return null;
    }
}
