using System.Text.Json;

namespace McpProxy.Plugins.OpenApi.Layers;

/// <summary>Writes one JSON object with another laid over it, key by key; keys are compared without case, as in configuration.</summary>
internal static class JsonMerge
{
    public static void Write(Utf8JsonWriter writer, JsonElement under, JsonElement? over)
    {
        if (over is not { } upper)
        {
            under.WriteTo(writer);
            return;
        }

        if (under.ValueKind != JsonValueKind.Object || upper.ValueKind != JsonValueKind.Object)
        {
            upper.WriteTo(writer);
            return;
        }

        writer.WriteStartObject();
        foreach (var member in under.EnumerateObject())
        {
            var above = Find(upper, member.Name);
            if (above is not { ValueKind: JsonValueKind.Null })
            {
                writer.WritePropertyName(member.Name);
                Write(writer, member.Value, above);
            }
        }

        foreach (var member in upper.EnumerateObject())
        {
            if (Find(under, member.Name) is null && member.Value.ValueKind != JsonValueKind.Null)
            {
                member.WriteTo(writer);
            }
        }

        writer.WriteEndObject();
    }

    public static JsonElement? Find(JsonElement json, string name)
    {
        if (json.ValueKind == JsonValueKind.Object)
        {
            foreach (var member in json.EnumerateObject())
            {
                if (member.Name.Equals(name, StringComparison.OrdinalIgnoreCase))
                {
                    return member.Value;
                }
            }
        }

        return null;
    }
}
