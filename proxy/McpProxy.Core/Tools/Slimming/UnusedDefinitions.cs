using System.Text.Json.Nodes;

namespace McpProxy.Tools.Slimming;

/// <summary>Takes definitions out of a schema that nothing refers to, directly or through others.</summary>
internal static class UnusedDefinitions
{
    private const string Key = "$defs";

    public static void Remove(JsonObject root)
    {
        if (root[Key] is not JsonObject definitions)
        {
            return;
        }

        var used = new HashSet<string>(StringComparer.Ordinal);
        root.Remove(Key);
        var isKnown = Collect(root, definitions, used);
        root[Key] = definitions;
        if (!isKnown)
        {
            return; // A reference may lead anywhere.
        }

        foreach (var name in definitions.Select(d => d.Key).Where(d => !used.Contains(d)).ToList())
        {
            definitions.Remove(name);
        }

        if (definitions.Count == 0)
        {
            root.Remove(Key);
        }
    }

    /// <summary>Looks everywhere, also where no schema stands: keeping too much does no harm.</summary>
    private static bool Collect(JsonNode? node, JsonObject definitions, HashSet<string> used)
    {
        switch (node)
        {
            case JsonObject schema:
                if (schema.ContainsKey("$dynamicRef") || !SchemaShape.TryReadReference(schema, out var name))
                {
                    return false;
                }

                return (name is null || !used.Add(name) || Collect(definitions[name], definitions, used)) && schema.All(m => Collect(m.Value, definitions, used));
            case JsonArray list:
                return list.All(i => Collect(i, definitions, used));
            default:
                return true;
        }
    }
}
