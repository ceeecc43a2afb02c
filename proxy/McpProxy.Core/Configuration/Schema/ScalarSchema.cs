using System.ComponentModel.DataAnnotations;
using System.Globalization;
using System.Text.Json.Nodes;
using McpProxy.Configuration.Binding;

namespace McpProxy.Configuration.Schema;

/// <summary>Schemas of values without keys of their own.</summary>
internal static class ScalarSchema
{
    private const string Duration = @"^-?([0-9]+\.)?[0-9]{1,2}:[0-9]{2}:[0-9]{2}(\.[0-9]{1,7})?$";

    public static JsonObject Of(BindableType type, XmlDocumentation documentation) => type.Type switch
    {
        _ when type.Names.Count > 0 => OfNames(type, documentation),
        var t when t == typeof(bool) => new JsonObject { ["type"] = "boolean" },
        var t when t == typeof(TimeSpan) => new JsonObject { ["type"] = "string", ["pattern"] = Duration },
        var t when t == typeof(Uri) => new JsonObject { ["type"] = "string", ["format"] = "uri" },
        var t when TypeNoun.IsWholeNumber(t) => new JsonObject { ["type"] = "integer" },
        var t when TypeNoun.IsNumber(t) => new JsonObject { ["type"] = "number" },
        _ => new JsonObject { ["type"] = "string" },
    };

    /// <summary>The names as editors offer them, and any other case of them.</summary>
    public static JsonObject OfNames(BindableType type, XmlDocumentation documentation)
    {
        var names = new JsonArray();
        foreach (var name in type.Names)
        {
            var choice = new JsonObject { ["const"] = name };
            if (documentation.Of(type.Type.GetField(name)!) is { } description)
            {
                choice["description"] = description;
            }

            names.Add(choice);
        }

        names.Add(new JsonObject { ["type"] = "string", ["pattern"] = $"^({string.Join('|', type.Names.Select(AnyCase))})$" });
        return new JsonObject { ["anyOf"] = names };
    }

    public static void AddRange(JsonObject schema, RangeAttribute range)
    {
        if (range.OperandType == typeof(int) || range.OperandType == typeof(double))
        {
            schema["minimum"] = JsonNode.Parse(Convert.ToString(range.Minimum, CultureInfo.InvariantCulture)!);
            schema["maximum"] = JsonNode.Parse(Convert.ToString(range.Maximum, CultureInfo.InvariantCulture)!);
        }
    }

    /// <summary>A default worth showing: nothing for null, empty and composed values.</summary>
    public static JsonNode? Default(object? value) => value switch
    {
        bool flag => flag,
        string { Length: > 0 } text => text,
        Enum name => name.ToString(),
        TimeSpan time => ValueRange.Text(time),
        int or long or double => JsonNode.Parse(Convert.ToString(value, CultureInfo.InvariantCulture)!),
        IReadOnlyList<string> { Count: > 0 } list => new JsonArray([.. list.Select(t => (JsonNode)t)]),
        _ => null,
    };

    private static string AnyCase(string name) => string.Concat(name.Select(c => char.IsAsciiLetter(c) ? $"[{char.ToUpperInvariant(c)}{char.ToLowerInvariant(c)}]" : $"{c}"));
}
