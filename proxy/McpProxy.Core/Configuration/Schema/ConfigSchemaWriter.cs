using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;
using McpProxy.Configuration.Imports;
using McpProxy.Configuration.Loading;
using McpProxy.Configuration.Presets;
using McpProxy.Configuration.Routes;
using Yarp.ReverseProxy.Transforms.Builder;

namespace McpProxy.Configuration.Schema;

/// <summary>
/// Writes the JSON Schema (2020-12) of a whole configuration file: our sections, YARP's and the plugins', strict as the
/// loader is; the sections of .NET are left open. Nothing is required, as any file may be one layer of several.
/// </summary>
internal static class ConfigSchemaWriter
{
    private static readonly JsonWriterOptions Indented = new() { Indented = true, NewLine = "\n", Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    /// <param name="stream">Where to.</param>
    /// <param name="descriptors">The sections of plugins below <c>McpProxy</c>, and importers, whose sections are below <c>Mcp</c>.</param>
    /// <param name="presets">What sections may name.</param>
    public static void Write(Stream stream, IEnumerable<ISectionDescriptor> descriptors, PresetCatalog presets)
    {
        using (var writer = new Utf8JsonWriter(stream, Indented))
        {
            Build([.. descriptors.DistinctBy(d => d.Key, StringComparer.OrdinalIgnoreCase).OrderBy(d => d.Key, StringComparer.Ordinal)], presets).WriteTo(writer);
        }

        stream.Write("\n"u8);
    }

    private static JsonObject Build(IReadOnlyList<ISectionDescriptor> descriptors, PresetCatalog presets)
    {
        var definitions = new SchemaDefinitions(new XmlDocumentation());
        var properties = new JsonObject
        {
            ["ReverseProxy"] = definitions.Reference(typeof(ProxySection)),
            ["Mcp"] = definitions.Reference(typeof(McpConfig)),
            ["McpProxy"] = OwnSection(definitions, [.. descriptors.Where(d => d is not IConfigurationImporter)], presets),
        };
        var imports = descriptors.OfType<IConfigurationImporter>().Select(i => (i, definitions.OfMap(i.OptionsType))).ToList();
        foreach (var key in TopLevelKeys.Foreign)
        {
            properties[key] = new JsonObject();
        }

        var defs = definitions.ToJson();
        AddImports(defs, imports);
        OfferTransforms(defs, descriptors);
        return new JsonObject
        {
            ["$schema"] = "https://json-schema.org/draft/2020-12/schema",
            ["title"] = "McpProxy configuration",
            ["description"] = "One file of a McpProxy configuration. Written by 'mcpproxy schema'.",
            ["type"] = "object",
            ["properties"] = properties,
            ["patternProperties"] = new JsonObject { ["^OTEL_"] = new JsonObject() },
            ["additionalProperties"] = false,
            ["$defs"] = defs,
        };
    }

    private static JsonObject OwnSection(SchemaDefinitions definitions, IReadOnlyList<ISectionDescriptor> descriptors, PresetCatalog presets)
    {
        var properties = definitions.Properties(typeof(McpProxyConfig));
        foreach (var descriptor in descriptors)
        {
            var schema = new JsonObject { ["description"] = descriptor.Description };
            foreach (var (key, value) in descriptor.IsMap ? definitions.OfMap(descriptor.OptionsType, presets.Of(descriptor.Key)) : definitions.Reference(descriptor.OptionsType))
            {
                schema[key] = value?.DeepClone();
            }

            properties[descriptor.Key] = schema;
        }

        return new JsonObject { ["type"] = "object", ["properties"] = properties, ["additionalProperties"] = false };
    }

    private static void AddImports(JsonObject defs, IEnumerable<(IConfigurationImporter Importer, JsonObject Map)> imports)
    {
        foreach (var (importer, map) in imports)
        {
            var schema = new JsonObject { ["description"] = importer.Description };
            foreach (var (key, value) in map)
            {
                schema[key] = value?.DeepClone();
            }

            defs[nameof(McpConfig)]!["properties"]![importer.Key] = schema;
        }
    }

    /// <summary>Transforms are maps with any keys; the known ones are offered, so that editors can complete them.</summary>
    private static void OfferTransforms(JsonObject defs, IReadOnlyList<ISectionDescriptor> descriptors)
    {
        var text = new JsonArray("string", "number", "boolean", "null");
        var known = new JsonObject();
        foreach (var name in YarpTransforms.Names)
        {
            known[name] = new JsonObject { ["type"] = text.DeepClone() };
        }

        foreach (var descriptor in descriptors.Where(d => d is ITransformFactory))
        {
            known[descriptor.Key] = new JsonObject
            {
                ["type"] = text.DeepClone(),
                ["description"] = $"{descriptor.Description} The value names a section under McpProxy:{descriptor.Key}.",
            };
        }

        defs["RouteConfig"]!["properties"]!["Transforms"]!["items"]!["properties"] = known;
    }
}
