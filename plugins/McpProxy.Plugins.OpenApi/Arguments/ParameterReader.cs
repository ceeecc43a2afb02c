using System.Text.Json;
using McpProxy.Plugins.OpenApi.Documents;
using McpProxy.Plugins.OpenApi.Naming;
using McpProxy.Plugins.OpenApi.Operations;
using McpProxy.Plugins.OpenApi.Schemas;

namespace McpProxy.Plugins.OpenApi.Arguments;

/// <summary>Reads the parameters of an operation that are not its body.</summary>
/// <param name="references">Follows references.</param>
/// <param name="schemas">Converts schemas.</param>
/// <param name="omitted">Names of parameters that the route supplies.</param>
internal sealed class ParameterReader(References references, SchemaLibrary schemas, IReadOnlyList<string> omitted)
{
    /// <summary>What OpenAPI says is described elsewhere, and what HTTP keeps for itself.</summary>
    private static readonly string[] OwnHeaders =
    [
        "Accept", "Content-Type", "Authorization", "Host", "Content-Length", "Connection", "Transfer-Encoding", "Cookie", "TE", "Trailer",
        "Upgrade", "Keep-Alive", "Proxy-Authorization", "Proxy-Connection", "Expect", "Content-Encoding",
    ];

    /// <summary>All parameters, those of the path first, where the operation has no other of the same name and place.</summary>
    public IReadOnlyList<Fragment> Find(ApiOperation operation)
    {
        var found = new Dictionary<(string In, string Name), Fragment>();
        foreach (var place in new[] { operation.Item, operation.Json }.SelectMany(f => f.Find("parameters")?.Items() ?? []))
        {
            var parameter = references.Follow(place);
            if (parameter.Text("in") is { } location && parameter.Text("name") is { Length: > 0 } name)
            {
                found[(location, location == "header" ? name.ToUpperInvariant() : name)] = parameter;
            }
        }

        return [.. found.Values];
    }

    /// <summary>The argument of a parameter; null when it is left out, with the reason in <paramref name="note"/> if it deserves one.</summary>
    public Argument? Read(Fragment parameter, out string? note)
    {
        note = null;
        var (location, name) = (parameter.Text("in")!, parameter.Text("name")!);
        if (Place(location) is not { } place)
        {
            return null;
        }

        if (place != ArgumentPlace.Path && NamePattern.MatchesAny(omitted, name))
        {
            return null;
        }

        if (place == ArgumentPlace.Header && (OwnHeaders.Contains(name, StringComparer.OrdinalIgnoreCase) || name.StartsWith("Mcp-", StringComparison.OrdinalIgnoreCase)))
        {
            note = $"The header '{name}' is not a tool's to set.";
            return null;
        }

        var (schema, contentType) = SchemaOf(parameter);
        var style = Style(parameter, place);
        return new Argument(place, name, schema, place == ArgumentPlace.Path || parameter.Is("required"))
        {
            Description = parameter.Text("description") is { Length: > 0 } text ? Excerpt.Of(text, SchemaConverter.MaxText) : null,
            Style = contentType is null ? style.Style : null,
            Explode = contentType is null ? style.Explode : null,
            AllowReserved = place == ArgumentPlace.Query && parameter.Is("allowReserved"),
            ContentType = contentType,
        };
    }

    private static ArgumentPlace? Place(string location) => location switch
    {
        "path" => ArgumentPlace.Path,
        "query" => ArgumentPlace.Query,
        "header" => ArgumentPlace.Header,
        "cookie" => ArgumentPlace.Cookie,
        "body" or "formData" => null,
        _ => throw new UnmappableException($"It has a parameter in '{location}', which is no place."),
    };

    private (ConvertedSchema Schema, string? ContentType) SchemaOf(Fragment parameter)
    {
        if (parameter.Document.Version == ApiVersion.V2)
        {
            return (schemas.Convert(InlineSchema.Of(parameter)), null);
        }

        if (parameter.Find("schema") is { } schema)
        {
            return (schemas.Convert(schema), null);
        }

        var (type, content) = parameter.Find("content")?.Members().FirstOrDefault() ?? default;
        if (type is null)
        {
            return (ConvertedSchema.Anything, null);
        }

        if (!MediaType.IsJson(type))
        {
            throw new UnmappableException($"Its parameter '{parameter.Text("name")}' is written as {type}, which is not JSON.");
        }

        return (content.Find("schema") is { } inner ? schemas.Convert(inner) : ConvertedSchema.Anything, "application/json");
    }

    private static (string? Style, bool? Explode) Style(Fragment parameter, ArgumentPlace place)
    {
        if (parameter.Document.Version == ApiVersion.V2)
        {
            return CollectionFormat(parameter, place);
        }

        bool? explode = parameter.Find("explode")?.Json.ValueKind switch { JsonValueKind.True => true, JsonValueKind.False => false, _ => null };
        return parameter.Text("style") switch
        {
            null => (null, explode),
            "simple" when place is ArgumentPlace.Path or ArgumentPlace.Header => (null, explode),
            "form" when place is ArgumentPlace.Query or ArgumentPlace.Cookie => (null, explode),
            "label" when place == ArgumentPlace.Path => ("Label", explode),
            "matrix" when place == ArgumentPlace.Path => ("Matrix", explode),
            "spaceDelimited" when place == ArgumentPlace.Query => ("SpaceDelimited", explode),
            "pipeDelimited" when place == ArgumentPlace.Query => ("PipeDelimited", explode),
            "deepObject" when place == ArgumentPlace.Query => ("DeepObject", explode),
            var style => throw new UnmappableException($"Its parameter '{parameter.Text("name")}' has the style '{style}', which does not exist in a {place.ToString().ToLowerInvariant()}."),
        };
    }

    /// <summary>Swagger 2.0: how the items of a list are joined, <c>csv</c> where nothing is said.</summary>
    public static (string? Style, bool? Explode) CollectionFormat(Fragment parameter, ArgumentPlace place)
    {
        if (parameter.Text("type") != "array")
        {
            return (null, null);
        }

        bool? joined = place is ArgumentPlace.Path or ArgumentPlace.Header ? null : false;
        return parameter.Text("collectionFormat") switch
        {
            null or "csv" => (null, joined),
            "multi" when place is ArgumentPlace.Query or ArgumentPlace.Form => (null, true),
            "ssv" when place == ArgumentPlace.Query => ("SpaceDelimited", null),
            "pipes" when place == ArgumentPlace.Query => ("PipeDelimited", null),
            var format => throw new UnmappableException($"Its parameter '{parameter.Text("name")}' has the collectionFormat '{format}', which cannot be written in a {place.ToString().ToLowerInvariant()}."),
        };
    }
}
