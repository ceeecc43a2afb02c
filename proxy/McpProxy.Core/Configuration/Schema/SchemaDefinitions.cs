using System.ComponentModel.DataAnnotations;
using System.Reflection;
using System.Text.Json.Nodes;
using McpProxy.Configuration.Binding;
using McpProxy.Configuration.Presets;

namespace McpProxy.Configuration.Schema;

/// <summary>Writes one definition per bindable type, found by the same reflection that binds it.</summary>
internal sealed class SchemaDefinitions(XmlDocumentation documentation)
{
    private readonly SortedDictionary<string, JsonObject> _definitions = new(StringComparer.Ordinal);
    private readonly Dictionary<Type, string> _names = [];
    private readonly NullabilityInfoContext _nullability = new();

    public JsonObject ToJson()
    {
        var json = new JsonObject();
        foreach (var (name, definition) in _definitions)
        {
            json.Add(name, definition);
        }

        return json;
    }

    /// <summary>A reference to the definition of an object type, which is written when it is met first.</summary>
    public JsonObject Reference(Type type)
    {
        if (!_names.TryGetValue(type, out var name))
        {
            name = _definitions.ContainsKey(type.Name) ? type.FullName!.Replace('+', '.') : type.Name;
            _names.Add(type, name);
            // Taken at once: a type may hold itself.
            _definitions.Add(name, []);
            _definitions[name] = Define(type);
        }

        return new JsonObject { ["$ref"] = $"#/$defs/{name}" };
    }

    /// <summary>The keys of an object type with their schemas.</summary>
    public JsonObject Properties(Type type)
    {
        var shape = ObjectShape.Of(type);
        var defaults = shape.Create();
        var properties = new JsonObject();
        foreach (var property in shape.Properties.Values.OrderBy(p => p.Property.MetadataToken))
        {
            properties.Add(property.Name, OfProperty(property, defaults));
        }

        return properties;
    }

    public JsonObject OfType(Type type)
    {
        var bindable = BindableType.Of(type);
        return bindable.Kind switch
        {
            BindableKind.Json => [],
            BindableKind.Secret => new JsonObject { ["type"] = "string", ["examples"] = new JsonArray("env:NAME", "file:/run/secrets/name") },
            BindableKind.Object => OfObject(bindable.Type),
            BindableKind.List => new JsonObject { ["type"] = "array", ["items"] = OfType(bindable.Item!) },
            BindableKind.Map => OfMap(bindable.Item!),
            BindableKind.Flags => new JsonObject { ["type"] = "array", ["items"] = ScalarSchema.OfNames(bindable, documentation) },
            _ => ScalarSchema.Of(bindable, documentation),
        };
    }

    /// <summary>A map; a null takes an entry of an earlier layer out.</summary>
    public JsonObject OfMap(Type item) => new()
    {
        ["type"] = "object",
        // Texts are often written as numbers and booleans; configuration makes no difference.
        ["additionalProperties"] = item == typeof(string) ? new JsonObject { ["type"] = new JsonArray("string", "number", "boolean", "null") } : OrNull(OfType(item)),
    };

    /// <summary>A map of options that may name one of these presets.</summary>
    public JsonObject OfMap(Type item, IReadOnlyList<SectionPreset> presets)
    {
        var map = OfMap(item);
        if (presets.Count > 0)
        {
            _definitions[_names[item]]["properties"]![PresetLayer.Key] = PresetSchema.Of(presets);
        }

        return map;
    }

    private JsonObject Define(Type type)
    {
        var definition = new JsonObject();
        if (documentation.Of(type) is { } description)
        {
            definition["description"] = description;
        }

        definition["type"] = "object";
        definition["properties"] = Properties(type);
        definition["additionalProperties"] = false;
        return definition;
    }

    private JsonObject OfObject(Type type)
    {
        if (ShortFormReader.Of(type) is not { } shortForm)
        {
            return Reference(type);
        }

        var text = new JsonObject { ["type"] = "string", ["pattern"] = shortForm.Pattern, ["description"] = shortForm.Form };
        return new JsonObject { ["anyOf"] = new JsonArray(text, Reference(type)) };
    }

    private JsonObject OfProperty(PropertyShape property, object defaults)
    {
        var schema = new JsonObject();
        if (documentation.Of(property.Property) is { } description)
        {
            schema["description"] = description;
        }

        var type = OfType(property.Type);
        foreach (var range in property.Rules.OfType<RangeAttribute>())
        {
            ScalarSchema.AddRange(type, range);
        }

        foreach (var (key, value) in IsNullable(property.Property) ? OrNull(type) : type)
        {
            schema[key] = value?.DeepClone();
        }

        if (ScalarSchema.Default(property.Property.GetValue(defaults)) is { } preset)
        {
            schema["default"] = preset;
        }

        return schema;
    }

    private bool IsNullable(PropertyInfo property) =>
        property.PropertyType.IsValueType
            ? Nullable.GetUnderlyingType(property.PropertyType) is not null
            : _nullability.Create(property).WriteState is NullabilityState.Nullable;

    private static JsonObject OrNull(JsonObject schema)
    {
        if (schema["type"] is System.Text.Json.Nodes.JsonValue single && !schema.ContainsKey("enum"))
        {
            schema["type"] = new JsonArray(single.DeepClone(), "null");
            return schema;
        }

        return schema.Count == 0 ? schema : new JsonObject { ["anyOf"] = new JsonArray(schema, new JsonObject { ["type"] = "null" }) };
    }
}
