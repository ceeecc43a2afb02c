using System.Diagnostics.CodeAnalysis;
using System.Globalization;
using System.Text.Json;
using McpProxy.Tools.Compilation;

namespace McpProxy.Host.Cli.Imports;

/// <summary>A schema of an argument that the short keys of a parameter can say.</summary>
/// <param name="Type">As in the short form, without <c>!</c>: <c>integer[]</c>.</param>
/// <param name="Description">What the schema says of itself; null for nothing.</param>
/// <param name="Keys">The other keys, in the order of the schema.</param>
internal sealed record PlainSchema(string Type, string? Description, IReadOnlyList<(string Key, JsonElement Value)> Keys)
{
    private static readonly Dictionary<string, string> Texts = new(StringComparer.Ordinal) { ["format"] = "Format", ["pattern"] = "Pattern" };
    private static readonly Dictionary<string, string> Numbers = new(StringComparer.Ordinal) { ["minimum"] = "Minimum", ["maximum"] = "Maximum" };
    private static readonly Dictionary<string, string> Counts = new(StringComparer.Ordinal)
    {
        ["minLength"] = "MinLength",
        ["maxLength"] = "MaxLength",
        ["minItems"] = "MinItems",
        ["maxItems"] = "MaxItems",
    };

    /// <summary>Reads a schema; false when it says something that only a schema can say.</summary>
    public static bool TryRead(JsonElement schema, [NotNullWhen(true)] out PlainSchema? plain)
    {
        plain = null;
        if (schema.ValueKind != JsonValueKind.Object || TypeOf(schema) is not { } type)
        {
            return false;
        }

        string? description = null;
        var keys = new List<(string, JsonElement)>();
        foreach (var member in schema.EnumerateObject())
        {
            if (member.NameEquals("description") && member.Value.ValueKind == JsonValueKind.String)
            {
                description = member.Value.GetString();
            }
            else if (KeyOf(member) is { } key)
            {
                keys.Add((key, member.Value));
            }
            else if (!member.NameEquals("type") && !member.NameEquals("items"))
            {
                return false;
            }
        }

        plain = new PlainSchema(type, description, keys);
        return !AreCrossed(schema, "minimum", "maximum") && !AreCrossed(schema, "minLength", "maxLength") && !AreCrossed(schema, "minItems", "maxItems");
    }

    private static string? TypeOf(JsonElement schema)
    {
        if (!schema.TryGetProperty("type"u8, out var type) || type.ValueKind != JsonValueKind.String || !ShortType.Names.Contains(type.GetString()))
        {
            return null;
        }

        if (!schema.TryGetProperty("items"u8, out var items))
        {
            return type.GetString();
        }

        var isPlain = type.ValueEquals("array") && items.ValueKind == JsonValueKind.Object && items.GetPropertyCount() == 1
            && items.TryGetProperty("type"u8, out var item) && item.ValueKind == JsonValueKind.String && ShortType.Names.Contains(item.GetString());
        return isPlain ? items.GetProperty("type"u8).GetString() + "[]" : null;
    }

    private static string? KeyOf(JsonProperty member) => member.Value.ValueKind switch
    {
        JsonValueKind.String => Texts.GetValueOrDefault(member.Name),
        JsonValueKind.Number when Counts.TryGetValue(member.Name, out var count) => member.Value.TryGetInt32(out _) ? count : null,
        JsonValueKind.Number => IsExact(member.Value) ? Numbers.GetValueOrDefault(member.Name) : null,
        JsonValueKind.Array when member.Value.GetArrayLength() > 0 => member.NameEquals("enum") ? "Enum" : null,
        _ => null,
    };

    /// <summary>Bounds are kept as doubles.</summary>
    private static bool IsExact(JsonElement number) =>
        number.TryGetDouble(out var value) && value.ToString("R", CultureInfo.InvariantCulture) == number.GetRawText();

    /// <summary>Nothing can be valid then, which a schema may say and a person should not.</summary>
    private static bool AreCrossed(JsonElement schema, string low, string high) =>
        schema.TryGetProperty(low, out var least) && schema.TryGetProperty(high, out var most)
        && least.ValueKind == JsonValueKind.Number && most.ValueKind == JsonValueKind.Number && least.GetDouble() > most.GetDouble();
}
