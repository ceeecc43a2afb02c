using System.Text.Json;

namespace McpProxy.Plugins.Transforms.MediaNegotiation;

/// <summary>
/// Takes the media types out of an OpenAPI document (3.x, JSON): of a body the first by name, of the answers those of successes, plain
/// JSON first and the others by name. Errors have a say only where no success has a type: who asked for the type of an error would get
/// nothing else, or 406.
/// </summary>
internal static class OpenApiMedia
{
    private const int MostReferences = 16;

    private static readonly string[] _methods = ["get", "put", "post", "delete", "options", "head", "patch", "trace"];

    public static MediaSource Read(JsonElement root, JsonElement paths)
    {
        var source = new MediaSource();
        foreach (var path in Members(paths))
        {
            foreach (var operation in Members(path.Value).Where(o => _methods.Contains(o.Name, StringComparer.Ordinal)))
            {
                if (RequestPattern.Parse($"{operation.Name} {path.Name}") is { } pattern)
                {
                    Add(source, root, pattern, operation.Value);
                }
            }
        }

        return source;
    }

    private static void Add(MediaSource source, JsonElement root, RequestPattern pattern, JsonElement operation)
    {
        if (Member(operation, "requestBody") is { } body && Types(root, body).Order(StringComparer.Ordinal).FirstOrDefault() is { } type)
        {
            source.Requests.Add((pattern, type));
        }

        if (Member(operation, "responses") is { } responses && Answers(root, responses) is { Count: > 0 } answers)
        {
            source.Responses.Add((pattern, answers));
        }
    }

    private static List<string> Answers(JsonElement root, JsonElement responses) => TypesOf(root, responses, s => s.StartsWith('2')) is { Count: > 0 } successes ? successes
        : TypesOf(root, responses, s => s == "default") is { Count: > 0 } otherwise ? otherwise
        : TypesOf(root, responses, _ => true);

    private static List<string> TypesOf(JsonElement root, JsonElement responses, Func<string, bool> isMeant) =>
    [
        .. Members(responses).Where(r => isMeant(r.Name)).SelectMany(r => Types(root, r.Value)).Distinct(StringComparer.OrdinalIgnoreCase)
            .OrderBy(t => !t.Equals(MediaTypeName.Json, StringComparison.OrdinalIgnoreCase)).ThenBy(t => t, StringComparer.Ordinal),
    ];

    private static IEnumerable<string> Types(JsonElement root, JsonElement part) =>
        Member(Resolve(root, part), "content") is { } content ? Members(content).Select(c => c.Name).Where(MediaTypeName.IsType) : [];

    /// <summary>Follows references inside the document: <c>#/components/responses/NotFound</c>.</summary>
    private static JsonElement Resolve(JsonElement root, JsonElement part)
    {
        for (var i = 0; i < MostReferences && Member(part, "$ref") is { ValueKind: JsonValueKind.String } reference; i++)
        {
            JsonElement? target = root;
            foreach (var name in reference.GetString()!.TrimStart('#').Split('/', StringSplitOptions.RemoveEmptyEntries))
            {
                target = target is { } at ? Member(at, name.Replace("~1", "/", StringComparison.Ordinal).Replace("~0", "~", StringComparison.Ordinal)) : null;
            }

            if (target is not { } found)
            {
                break;
            }

            part = found;
        }

        return part;
    }

    private static JsonElement? Member(JsonElement json, string name) =>
        json.ValueKind == JsonValueKind.Object && json.TryGetProperty(name, out var value) ? value : null;

    private static JsonElement.ObjectEnumerator Members(JsonElement json) => json.ValueKind == JsonValueKind.Object ? json.EnumerateObject() : default;
}
