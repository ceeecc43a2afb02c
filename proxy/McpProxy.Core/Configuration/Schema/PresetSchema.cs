using System.Text.Json.Nodes;

namespace McpProxy.Configuration.Schema;

/// <summary>Writes the schema of the key that names a preset.</summary>
internal static class PresetSchema
{
    private const string Description = "Ready-made options; what stands beside it lies over them. 'mcpproxy presets' prints each.";

    public static JsonObject Of(IReadOnlyList<SectionPreset> presets)
    {
        var names = new JsonArray();
        foreach (var name in presets.Select(p => p.Name).Distinct(StringComparer.OrdinalIgnoreCase))
        {
            names.Add(name);
        }

        // A later layer takes a preset back with null.
        names.Add(null);
        return new JsonObject { ["description"] = Description, ["enum"] = names };
    }
}
