using System.Text.Json;
using System.Text.Json.Nodes;

namespace McpProxy.Tools.Slimming;

/// <summary>Names that an object schema lists under <c>required</c>.</summary>
internal static class SchemaNames
{
    public static HashSet<string> Required(JsonElement schema) => schema.TryGetProperty("required"u8, out var names) && names.ValueKind == JsonValueKind.Array
        ? [.. names.EnumerateArray().Where(n => n.ValueKind == JsonValueKind.String).Select(n => n.GetString()!)]
        : [];

    public static HashSet<string> Required(JsonObject schema) => schema["required"] is JsonArray names
        ? [.. names.OfType<JsonValue>().Where(n => n.GetValueKind() == JsonValueKind.String).Select(n => n.GetValue<string>())]
        : [];
}
