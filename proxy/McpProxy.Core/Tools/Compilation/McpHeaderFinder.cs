using System.Collections.Immutable;
using System.Text;
using System.Text.Json;
using McpProxy.Configuration;

namespace McpProxy.Tools.Compilation;

/// <summary>
/// Finds the properties that carry <c>x-mcp-header</c> and checks them: clients drop a whole tool for a wrong one, so a
/// wrong one is a mistake here (MCP 2026-07-28, custom headers from tool parameters).
/// </summary>
internal static class McpHeaderFinder
{
    /// <summary>Whether there can be any: looking for them takes a walk over all of the schema, which hardly any needs.</summary>
    public static bool MayFind(ReadOnlySpan<byte> schema) => schema.IndexOf("x-mcp-header"u8) >= 0;

    public static ImmutableArray<McpHeaderParameter> Find(JsonElement schema, string configPath, ConfigErrors errors)
    {
        var found = new List<McpHeaderParameter>();
        Visit(schema, [], found, configPath, errors);
        if (CountAll(schema) > found.Count + errors.Count(e => e.Code == ToolErrorCodes.BadMcpHeader && e.Path == configPath))
        {
            errors.Add(ToolErrorCodes.BadMcpHeader, configPath, "'x-mcp-header' stands where clients do not look: below items, anyOf, $defs or the like.", "Only properties of the arguments, and of objects in them, can be mirrored.");
        }

        foreach (var twice in found.GroupBy(f => f.HeaderName, StringComparer.OrdinalIgnoreCase).Where(g => g.Count() > 1))
        {
            errors.Add(ToolErrorCodes.BadMcpHeader, configPath, $"Two parameters share the header '{twice.Key}'.", "Header names are compared without case; give each its own.");
        }

        return [.. found];
    }

    private static void Visit(JsonElement schema, ImmutableArray<ReadOnlyMemory<byte>> path, List<McpHeaderParameter> found, string configPath, ConfigErrors errors)
    {
        if (schema.ValueKind != JsonValueKind.Object || !schema.TryGetProperty("properties"u8, out var properties) || properties.ValueKind != JsonValueKind.Object)
        {
            return;
        }

        foreach (var property in properties.EnumerateObject())
        {
            if (property.Value.ValueKind != JsonValueKind.Object)
            {
                continue;
            }

            var here = path.Add(Encoding.UTF8.GetBytes(property.Name));
            if (property.Value.TryGetProperty("x-mcp-header"u8, out var header))
            {
                Add(property, header, here, found, configPath, errors);
            }

            Visit(property.Value, here, found, configPath, errors);
        }
    }

    /// <summary>Every use of the keyword, wherever it stands; values that only quote JSON are not schemas.</summary>
    private static int CountAll(JsonElement schema) => schema.ValueKind switch
    {
        JsonValueKind.Object => schema.EnumerateObject().Sum(m => m.NameEquals("x-mcp-header"u8) ? 1 : m.Name is "const" or "enum" or "default" or "examples" ? 0 : CountAll(m.Value)),
        JsonValueKind.Array => schema.EnumerateArray().Sum(CountAll),
        _ => 0,
    };

    private static void Add(JsonProperty property, JsonElement header, ImmutableArray<ReadOnlyMemory<byte>> path, List<McpHeaderParameter> found, string configPath, ConfigErrors errors)
    {
        if (header.ValueKind != JsonValueKind.String || header.GetString() is not { } name || !HeaderRules.IsName(name))
        {
            errors.Add(ToolErrorCodes.BadMcpHeader, configPath, $"The MCP header of '{property.Name}' is not a header name.", "Use letters, digits and hyphens, e.g. 'Region'.");
            return;
        }

        var type = property.Value.TryGetProperty("type"u8, out var t) && t.ValueKind == JsonValueKind.String ? t.GetString() : null;
        if (type is not ("string" or "integer" or "boolean"))
        {
            errors.Add(ToolErrorCodes.BadMcpHeader, configPath, $"'{property.Name}' cannot be mirrored in a header: its type is {type ?? "not a single one"}.", "Only string, integer and boolean parameters can.");
            return;
        }

        found.Add(new McpHeaderParameter(path, "Mcp-Param-" + name));
    }
}
