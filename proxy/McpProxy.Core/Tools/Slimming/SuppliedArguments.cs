using System.Text.Json;
using System.Text.Json.Nodes;
using McpProxy.Configuration;

namespace McpProxy.Tools.Slimming;

/// <summary>Arguments that the proxy supplies itself: callers need not give them, and are not shown them. Who gives one is heard all the same.</summary>
internal static class SuppliedArguments
{
    /// <summary>The names of those among parameters. Variables of the path are not: nothing else could fill them.</summary>
    /// <param name="config">Says which are supplied.</param>
    /// <param name="parameters">The parameters.</param>
    /// <param name="variables">Names of those in the path.</param>
    /// <param name="isSet">Whether the route sets or removes a header, so that an argument for it would not arrive.</param>
    public static IReadOnlyCollection<string> Find(SlimmingConfig config, IReadOnlyDictionary<string, ParameterConfig> parameters, IReadOnlyCollection<string> variables, Func<string, bool> isSet) =>
        [.. parameters.Where(p => !variables.Contains(p.Key) && (IsNamed(config, p.Key) || IsNamed(config, p.Value.As ?? p.Key) || (p.Value.In == ParameterLocation.Header && isSet(p.Value.As ?? p.Key)))).Select(p => p.Key)];

    /// <summary>The names of those among the properties of an input schema.</summary>
    public static IReadOnlyCollection<string> Find(SlimmingConfig config, JsonElement schema, IReadOnlyCollection<string> variables) =>
        config.Supplied.Count > 0 && schema.TryGetProperty("properties"u8, out var properties) && properties.ValueKind == JsonValueKind.Object
            ? [.. properties.EnumerateObject().Select(p => p.Name).Where(p => IsNamed(config, p) && !variables.Contains(p))]
            : [];

    /// <summary>The same parameters, some of which may be left out.</summary>
    public static IReadOnlyDictionary<string, ParameterConfig> MakeOptional(IReadOnlyDictionary<string, ParameterConfig> parameters, IReadOnlyCollection<string> names) => names.Count == 0
        ? parameters
        : parameters.ToDictionary(p => p.Key, p => names.Contains(p.Key) ? p.Value with { Required = false, Type = p.Value.Type.Trim().TrimEnd('!') } : p.Value);

    /// <summary>The same schema with properties that may be left out.</summary>
    public static JsonElement MakeOptional(JsonElement schema, IReadOnlyCollection<string> names)
    {
        if (names.Count == 0 || !schema.TryGetProperty("required"u8, out var required) || required.ValueKind != JsonValueKind.Array)
        {
            return schema;
        }

        var root = JsonObject.Create(schema)!; // The caller found an object.
        root["required"] = new JsonArray([.. required.EnumerateArray().Where(r => r.ValueKind != JsonValueKind.String || !names.Contains(r.GetString()!)).Select(r => JsonNode.Parse(r.GetRawText()))]);
        return JsonSerializer.SerializeToElement(root, SlimmingJson.Default.JsonObject);
    }

    private static bool IsNamed(SlimmingConfig config, string name) => config.Supplied.Contains(name, StringComparer.OrdinalIgnoreCase);
}
