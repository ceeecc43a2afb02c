using System.Text.Json;
using McpProxy.Plugins.OpenApi.Documents;
using McpProxy.Plugins.OpenApi.Schemas;

namespace McpProxy.Plugins.OpenApi.Arguments;

/// <summary>
/// Takes the schema of a body apart into arguments, where that says the same: it is an object with named properties, or several of
/// those in an <c>allOf</c>, and nothing else. Alternatives, maps and conditions hold for the body as a whole, which then is one argument.
/// </summary>
internal sealed class ObjectFields(References references, SchemaLibrary schemas)
{
    /// <summary>With more properties than this an object is easier to read than a list of arguments.</summary>
    private const int MostFields = 100;

    private const int MaxDepth = 8;

    /// <summary>Keywords that say nothing about which values fit, or that are looked at here.</summary>
    private static readonly HashSet<string> Harmless = new(StringComparer.Ordinal)
    {
        "type", "properties", "required", "allOf", "additionalProperties", "description", "title", "example", "examples", "default", "externalDocs", "xml",
        "discriminator", "deprecated", "readOnly", "writeOnly", "nullable", "$comment", "$id", "$schema", "$anchor", "$defs", "definitions", "format",
    };

    /// <returns>The properties, or null when the schema says more than they do.</returns>
    /// <exception cref="UnmappableException">It refers to what cannot be had.</exception>
    public IReadOnlyList<ObjectField>? Of(Fragment schema)
    {
        var fields = new Dictionary<string, ObjectField>(StringComparer.Ordinal);
        var required = new HashSet<string>(StringComparer.Ordinal);
        if (!Collect(schema, fields, required, 0) || fields.Count is 0 or > MostFields)
        {
            return null;
        }

        // A required property that is not described could not be given.
        return required.IsSubsetOf(fields.Keys) ? [.. fields.Values.Select(f => f with { IsRequired = required.Contains(f.Name) })] : null;
    }

    private bool Collect(Fragment schema, Dictionary<string, ObjectField> fields, HashSet<string> required, int depth)
    {
        var hasSiblings = schema.Document.Version == ApiVersion.V31 && schema.Text("$ref") is not null && schema.Json.EnumerateObject().Any(m => m.Name != "$ref" && !IsAnnotation(m.Name));
        schema = references.Follow(schema);
        if (hasSiblings || depth > MaxDepth || !schema.IsObject || !IsPlainObject(schema))
        {
            return false;
        }

        var converter = new SchemaConverter(schemas, references);
        var hidden = new HashSet<string>(StringComparer.Ordinal);
        foreach (var (name, property) in schema.Find("properties")?.Members() ?? [])
        {
            if (converter.IsReadOnly(property))
            {
                hidden.Add(name);
            }
            else if (!fields.TryAdd(name, new ObjectField(name, property, false)))
            {
                // Described twice: only together do they say what fits.
                return false;
            }
        }

        required.UnionWith((schema.Find("required")?.Items() ?? []).Where(r => r.Json.ValueKind == JsonValueKind.String).Select(r => r.Json.GetString()!).Where(r => !hidden.Contains(r)));
        return (schema.Find("allOf")?.Items() ?? []).All(part => Collect(part, fields, required, depth + 1));
    }

    private static bool IsPlainObject(Fragment schema) =>
        !SchemaConverter.IsNullable(schema)
        && (schema.Find("type") is not { } type || IsObjectType(type.Json))
        && (schema.Find("additionalProperties") is not { } additional || additional.Json.ValueKind == JsonValueKind.False)
        && schema.Json.EnumerateObject().All(m => Harmless.Contains(m.Name) || m.Name.StartsWith("x-", StringComparison.Ordinal));

    private static bool IsObjectType(JsonElement type) =>
        type.ValueKind == JsonValueKind.String ? type.ValueEquals("object"u8) : type.ValueKind == JsonValueKind.Array && type.GetArrayLength() == 1 && type[0].ValueKind == JsonValueKind.String && type[0].ValueEquals("object"u8);

    private static bool IsAnnotation(string name) => name is "description" or "summary" or "title" or "deprecated" or "example" or "examples";
}
