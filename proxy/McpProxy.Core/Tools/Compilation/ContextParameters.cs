using System.Text.Json;
using System.Text.Json.Nodes;
using McpProxy.Configuration;
using McpProxy.Tools.Binding;

namespace McpProxy.Tools.Compilation;

/// <summary>Parameters that say the context of a call: which part each of them says, and those that are added to tools.</summary>
internal static class ContextParameters
{
    /// <summary>The names of the parts, as <c>As</c> gives them.</summary>
    public static IReadOnlyList<string> Names { get; } = ["identity", "profile", "region", "handle"];

    /// <summary>What <c>Mcp:ContextArguments</c> adds to tools.</summary>
    public static IReadOnlyDictionary<string, ParameterConfig> Offered { get; } = new Dictionary<string, ParameterConfig>
    {
        ["identity_id"] = Offer("identity", "Identity to act for in this call, instead of the one chosen before."),
        ["profile_id"] = Offer("profile", "Profile to use in this call, instead of the one chosen before."),
        ["region"] = Offer("region", "Region to call, instead of the one chosen before."),
        ["context"] = Offer("handle", "Handle of a context that was chosen before."),
    };

    /// <summary>The part that a parameter says; null when its name tells none.</summary>
    public static ContextPart? PartOf(string name, ParameterConfig config) => (config.As ?? name) switch
    {
        "identity" or "identity_id" => ContextPart.Identity,
        "profile" or "profile_id" => ContextPart.Profile,
        "region" => ContextPart.Region,
        "handle" or "context" => ContextPart.Handle,
        _ => null,
    };

    /// <summary>The parameters that are added to a tool: those whose name it does not use itself, and whose part it does not say itself.</summary>
    public static Dictionary<string, ParameterConfig> NotIn(IReadOnlyDictionary<string, ParameterConfig> own)
    {
        var said = own.Where(p => p.Value.In == ParameterLocation.Context).Select(p => PartOf(p.Key, p.Value)).ToHashSet();
        return Offered.Where(p => !own.ContainsKey(p.Key) && !said.Contains(PartOf(p.Key, p.Value))).ToDictionary(StringComparer.Ordinal);
    }

    /// <summary>The same for an input schema, whose properties all go upstream.</summary>
    public static Dictionary<string, ParameterConfig> NotIn(JsonElement schema) => Offered
        .Where(p => !(schema.TryGetProperty("properties"u8, out var properties) && properties.ValueKind == JsonValueKind.Object && properties.TryGetProperty(p.Key, out _)))
        .ToDictionary(StringComparer.Ordinal);

    /// <summary>Adds parameters to an input schema; a property of the same name is the tool's own.</summary>
    public static JsonElement AddTo(JsonElement schema, IReadOnlyDictionary<string, ParameterConfig> parameters)
    {
        var root = JsonObject.Create(schema)!; // The caller found an object.
        if (root["properties"] is not JsonObject properties)
        {
            root["properties"] = properties = [];
        }

        foreach (var (name, parameter) in parameters)
        {
            properties[name] = new JsonObject { ["type"] = parameter.Type, ["description"] = parameter.Description };
            if (parameter.Minimum is { } minimum)
            {
                properties[name]!["minimum"] = minimum;
            }
        }

        return JsonSerializer.SerializeToElement(root);
    }

    private static ParameterConfig Offer(string part, string description) => new() { In = ParameterLocation.Context, As = part, Description = description };
}
