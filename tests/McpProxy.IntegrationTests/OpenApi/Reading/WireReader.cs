using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;

namespace McpProxy.IntegrationTests.OpenApi.Reading;

/// <summary>Reads values back out of a request, as a server that was made of the document would: OpenAPI 3.0.3, "Style Values"; Swagger 2.0, <c>collectionFormat</c>.</summary>
internal sealed class WireReader(WrittenApi api, UpstreamRequest request, string basePath)
{
    private readonly string _path = request.Line.Split(' ')[1].Split('?')[0];
    private readonly List<(string Name, string Value)> _query = Pairs(request.Line.Split(' ')[1] is var target && target.Contains('?', StringComparison.Ordinal) ? target[(target.IndexOf('?', StringComparison.Ordinal) + 1)..] : "");

    /// <summary>The names of the query, decoded.</summary>
    public IEnumerable<string> QueryNames => _query.Select(q => Decode(q.Name));

    /// <summary>Whether the path is one of the template's.</summary>
    public bool IsOf(string template) => Match(template).Success;

    /// <summary>The value of a parameter; null when it was not sent.</summary>
    public JsonNode? Read(string template, JsonElement parameter)
    {
        var name = WrittenApi.Text(parameter, "name")!;
        var place = WrittenApi.Text(parameter, "in")!;
        if (parameter.TryGetProperty("content", out _))
        {
            return Raw(template, name, place) is { } json ? JsonNode.Parse(place == "header" ? json : Decode(json)) : null;
        }

        var schema = api.Resolve(parameter.TryGetProperty("schema", out var given) ? given : parameter);
        var style = StyleOf(parameter, place);
        return TypeOf(schema) switch
        {
            "array" => ReadArray(template, name, place, style, schema),
            "object" => ReadObject(template, name, place, style),
            var type => Raw(template, name, place) is { } text ? Scalar(Trim(text, name, style.Name), type, place) : null,
        };
    }

    /// <summary>Fields of a form, as pairs.</summary>
    public static List<(string Name, string Value)> Pairs(string text) => [.. text.Split('&', StringSplitOptions.RemoveEmptyEntries).Select(p => p.Split('=', 2)).Select(p => (p[0], p.Length > 1 ? p[1] : ""))];

    public static string Decode(string text) => Uri.UnescapeDataString(text.Replace('+', ' '));

    public static string TypeOf(JsonElement schema) => WrittenApi.Text(schema, "type") ?? (schema.TryGetProperty("properties", out _) || schema.TryGetProperty("allOf", out _) ? "object" : "string");

    /// <summary>A single value of a type.</summary>
    public static JsonNode Scalar(string text, string type, string place = "query")
    {
        var plain = place == "header" ? text : place == "path" ? Uri.UnescapeDataString(text) : Decode(text);
        return type is "integer" or "number" or "boolean" ? JsonNode.Parse(plain)! : JsonValue.Create(plain);
    }

    /// <summary>How lists and objects are written.</summary>
    public static (string Name, bool Explode) StyleOf(JsonElement parameter, string place) => WrittenApi.Text(parameter, "collectionFormat") switch
    {
        "multi" => ("form", true),
        "pipes" => ("pipeDelimited", false),
        "tsv" => ("tabDelimited", false),
        "csv" => (place == "query" ? "form" : "simple", false),
        _ when !parameter.TryGetProperty("schema", out _) && TypeOf(parameter) == "array" => ("form", false),
        _ => (
            WrittenApi.Text(parameter, "style") ?? (place is "query" or "cookie" ? "form" : "simple"),
            parameter.TryGetProperty("explode", out var explode) ? explode.GetBoolean() : (WrittenApi.Text(parameter, "style") ?? (place is "query" or "cookie" ? "form" : "")) == "form"),
    };

    private JsonArray? ReadArray(string template, string name, string place, (string Name, bool Explode) style, JsonElement schema)
    {
        var item = schema.TryGetProperty("items", out var items) ? TypeOf(api.Resolve(items)) : "string";
        if (place == "query" && style is ("form", true))
        {
            var all = _query.Where(q => Decode(q.Name) == name).Select(q => q.Value).ToList();
            return all.Count == 0 ? null : [.. all.Select(v => Scalar(v, item))];
        }

        if (Raw(template, name, place) is not { } raw)
        {
            return null;
        }

        var separator = style.Name switch { "spaceDelimited" => "%20", "pipeDelimited" => "%7C", "tabDelimited" => "%09", "label" when style.Explode => ".", _ => "," };
        var text = Trim(raw, name, style.Name).Replace("%2C", ",", StringComparison.Ordinal).Replace("|", "%7C", StringComparison.Ordinal);
        text = style.Name == "spaceDelimited" ? text.Replace("+", "%20", StringComparison.Ordinal) : text;
        return [.. text.Split(separator).Select(v => Scalar(v.Trim(), item, place))];
    }

    private JsonObject? ReadObject(string template, string name, string place, (string Name, bool Explode) style)
    {
        if (style.Name == "deepObject")
        {
            return [.. _query.Select(q => (Name: Decode(q.Name), q.Value)).Where(q => q.Name.StartsWith(name + "[", StringComparison.Ordinal))
                .Select(q => KeyValuePair.Create(q.Name[(name.Length + 1)..^1], (JsonNode?)Scalar(q.Value, "string")))];
        }

        if (Raw(template, name, place) is not { } raw)
        {
            return null;
        }

        var parts = raw.Split(',');
        return style.Explode
            ? [.. parts.Select(p => p.Split('=')).Select(p => KeyValuePair.Create(Uri.UnescapeDataString(p[0]), (JsonNode?)Scalar(p[1], "string", place)))]
            : [.. parts.Chunk(2).Select(p => KeyValuePair.Create(Uri.UnescapeDataString(p[0]), (JsonNode?)Scalar(p[1], "string", place)))];
    }

    private string? Raw(string template, string name, string place) => place switch
    {
        "path" => Match(template).Groups["v" + Variables(template).IndexOf(name)].Value,
        "query" => _query.Where(q => Decode(q.Name) == name).Select(q => q.Value).FirstOrDefault(),
        "header" => request.Headers.GetValueOrDefault(name),
        _ => request.Headers.GetValueOrDefault("Cookie")?.Split("; ").Select(c => c.Split('=', 2)).FirstOrDefault(c => c[0] == name)?[1],
    };

    private static string Trim(string raw, string name, string style) => style switch
    {
        "label" => raw.TrimStart('.'),
        "matrix" => raw.StartsWith($";{name}=", StringComparison.Ordinal) ? raw[(name.Length + 2)..] : throw new FormatException($"{raw} is not in style matrix."),
        _ => raw,
    };

    private Match Match(string template)
    {
        var index = 0;
        var pattern = Regex.Replace(Regex.Escape(basePath + template.Split('?')[0]).Replace("\\ ", "%20", StringComparison.Ordinal), @"\\\{[^}]*}", _ => $"(?<v{index++}>[^/]+?)");
        return Regex.Match(_path, $"^{pattern}$");
    }

    private static List<string> Variables(string template) => [.. Regex.Matches(template, @"\{([^}]*)}").Select(m => m.Groups[1].Value)];
}
