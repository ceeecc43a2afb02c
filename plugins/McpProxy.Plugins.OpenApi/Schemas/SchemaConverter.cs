using System.Text.Encodings.Web;
using System.Text.Json;
using McpProxy.Plugins.OpenApi.Documents;

namespace McpProxy.Plugins.OpenApi.Schemas;

/// <summary>
/// Writes one schema of a document as JSON Schema 2020-12, for requests: what OpenAPI 3.0 and Swagger 2.0 say in other words is
/// translated, what only concerns responses or documentation is left out, and a keyword with a value it cannot have is dropped, so
/// that it costs itself and not the operation.
/// </summary>
internal sealed class SchemaConverter(SchemaLibrary library, References references)
{
    public static readonly JsonWriterOptions WriterOptions = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping, SkipValidation = true, MaxDepth = 1000 };

    /// <summary>Schemas nested deeper become shared ones: many JSON readers stop at 64 levels.</summary>
    private const int MaxNesting = 16;

    /// <summary>Longest description that is kept, in characters.</summary>
    public const int MaxText = 4096;

    private readonly HashSet<int> _uses = [];
    private int _nesting;

    /// <summary>The shared schemas that were referred to.</summary>
    public IReadOnlyCollection<int> Uses => _uses;

    public void Write(Utf8JsonWriter writer, Fragment schema)
    {
        if (!schema.IsObject)
        {
            // true and false are schemas; anything else says nothing.
            writer.WriteBooleanValue(schema.Json.ValueKind != JsonValueKind.False);
            return;
        }

        if (_nesting >= MaxNesting)
        {
            WriteReference(writer, library.Share(schema, "Nested"));
            return;
        }

        _nesting++;
        if (ReferenceOf(schema) is { } reference)
        {
            WriteReference(writer, schema, library.Share(schema.Document, reference));
        }
        else if (IsNullable(schema) && schema.Find("type") is null)
        {
            writer.WriteStartObject();
            writer.WriteStartArray("anyOf"u8);
            WriteObject(writer, schema, nullable: false);
            WriteNull(writer);
            writer.WriteEndArray();
            writer.WriteEndObject();
        }
        else
        {
            WriteObject(writer, schema, IsNullable(schema));
        }

        _nesting--;
    }

    /// <summary>Whether null is a value beside the others, in the words of 3.0 and of 2.0.</summary>
    public static bool IsNullable(Fragment schema) => schema.Document.Version switch
    {
        ApiVersion.V30 => schema.Is("nullable") || schema.Is("x-nullable"),
        ApiVersion.V2 => schema.Is("x-nullable"),
        _ => schema.Is("nullable"),
    };

    private static string? ReferenceOf(Fragment schema) =>
        schema.Text("$ref") ?? (schema.Text("$dynamicRef") is ['#', '/', ..] reference ? reference
            : schema.Find("$dynamicRef") is null ? null : throw new UnmappableException("Its schema has a $dynamicRef."));

    private void WriteReference(Utf8JsonWriter writer, int number)
    {
        writer.WriteStartObject();
        WriteReferenceMember(writer, number);
        writer.WriteEndObject();
    }

    private void WriteReference(Utf8JsonWriter writer, Fragment schema, int number)
    {
        var nullable = IsNullable(schema);
        writer.WriteStartObject();
        if (nullable)
        {
            writer.WriteStartArray("anyOf"u8);
            WriteReference(writer, number);
            WriteNull(writer);
            writer.WriteEndArray();
        }
        else
        {
            WriteReferenceMember(writer, number);
        }

        if (schema.Document.Version == ApiVersion.V31)
        {
            WriteKeywords(writer, schema, nullable: false);
        }
        else if (schema.Text("description") is { Length: > 0 } description)
        {
            writer.WriteString("description"u8, Excerpt.Of(description, MaxText));
        }

        writer.WriteEndObject();
    }

    private void WriteReferenceMember(Utf8JsonWriter writer, int number)
    {
        _uses.Add(number);
        writer.WriteString("$ref"u8, "#/$defs/" + library.NameOf(number));
    }

    private static void WriteNull(Utf8JsonWriter writer)
    {
        writer.WriteStartObject();
        writer.WriteString("type"u8, "null"u8);
        writer.WriteEndObject();
    }

    private void WriteObject(Utf8JsonWriter writer, Fragment schema, bool nullable)
    {
        writer.WriteStartObject();
        WriteKeywords(writer, schema, nullable);
        writer.WriteEndObject();
    }

    private void WriteKeywords(Utf8JsonWriter writer, Fragment schema, bool nullable)
    {
        var hidden = HiddenProperties(schema);
        foreach (var (name, value) in schema.Members())
        {
            switch (name)
            {
                case "type":
                    SchemaScalars.WriteType(writer, value.Json, nullable);
                    break;
                case "properties":
                    WriteMap(writer, name, value, key => !hidden.Contains(key));
                    break;
                case "patternProperties":
                    WriteMap(writer, name, value, library.IsPattern);
                    break;
                case "dependentSchemas":
                    WriteMap(writer, name, value, _ => true);
                    break;
                case "required":
                    SchemaScalars.WriteRequired(writer, value.Json, hidden);
                    break;
                case "example" when schema.Find("examples") is not null:
                case "items" when value.Json.ValueKind == JsonValueKind.Array && schema.Find("prefixItems") is not null:
                    break;
                case "items" when value.Json.ValueKind == JsonValueKind.Array:
                    WriteList(writer, "prefixItems", value);
                    break;
                case "items" or "additionalProperties" or "propertyNames" or "contains" or "not" or "if" or "then" or "else" or "unevaluatedProperties" or "unevaluatedItems":
                    WriteOne(writer, name, value);
                    break;
                case "allOf" or "anyOf" or "oneOf" or "prefixItems":
                    WriteList(writer, name, value);
                    break;
                case "enum":
                    SchemaScalars.WriteEnum(writer, value.Json, nullable);
                    break;
                case "pattern" when value.Json.ValueKind == JsonValueKind.String && library.IsPattern(value.Json.GetString()!):
                    writer.WriteString(name, value.Json.GetString());
                    break;
                case "description" or "title" when value.Json.ValueKind == JsonValueKind.String && value.Json.GetString() is { Length: > 0 } text:
                    writer.WriteString(name, Excerpt.Of(text, MaxText));
                    break;
                case "minimum" or "maximum":
                    SchemaScalars.WriteBound(writer, name, value.Json, schema);
                    break;
                default:
                    SchemaScalars.WriteOther(writer, name, value.Json);
                    break;
            }
        }
    }

    private void WriteOne(Utf8JsonWriter writer, string name, Fragment schema)
    {
        if (schema.Json.ValueKind is JsonValueKind.Object or JsonValueKind.True or JsonValueKind.False)
        {
            writer.WritePropertyName(name);
            Write(writer, schema);
        }
    }

    private void WriteList(Utf8JsonWriter writer, string name, Fragment list)
    {
        if (list.Json.ValueKind != JsonValueKind.Array || list.Json.GetArrayLength() == 0)
        {
            return;
        }

        writer.WriteStartArray(name);
        foreach (var item in list.Items())
        {
            Write(writer, item);
        }

        writer.WriteEndArray();
    }

    private void WriteMap(Utf8JsonWriter writer, string name, Fragment map, Func<string, bool> keep)
    {
        if (!map.IsObject)
        {
            return;
        }

        writer.WriteStartObject(name);
        foreach (var (key, value) in map.Members())
        {
            if (keep(key))
            {
                writer.WritePropertyName(key);
                Write(writer, value);
            }
        }

        writer.WriteEndObject();
    }

    /// <summary>Properties that only responses have.</summary>
    private HashSet<string> HiddenProperties(Fragment schema) => schema.Find("properties") is not { } properties
        ? []
        : [.. properties.Members().Where(p => IsReadOnly(p.Value)).Select(p => p.Name)];

    /// <summary>Whether a property only stands in responses. It may say so itself, or by what it refers to.</summary>
    public bool IsReadOnly(Fragment property)
    {
        if (property.Is("readOnly"))
        {
            return true;
        }

        if (property.Text("$ref") is not { } reference)
        {
            return false;
        }

        try
        {
            return references.Find(property.Document, reference).Target.Is("readOnly");
        }
        catch (UnmappableException)
        {
            return false;
        }
    }
}
