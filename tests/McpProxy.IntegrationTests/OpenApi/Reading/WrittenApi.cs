using System.Text.Json;

namespace McpProxy.IntegrationTests.OpenApi.Reading;

/// <summary>A document as the specification says to read it, OpenAPI 3.0 or Swagger 2.0. Written for tests, so that nothing of the importer is its own witness.</summary>
internal sealed class WrittenApi(JsonElement document)
{
    private static readonly string[] Methods = ["get", "put", "post", "delete", "options", "head", "patch"];

    public bool IsSwagger { get; } = document.TryGetProperty("swagger", out _);

    /// <summary>All operations.</summary>
    public IEnumerable<WrittenOperation> Operations =>
        from path in document.GetProperty("paths").EnumerateObject()
        from operation in path.Value.EnumerateObject()
        where Methods.Contains(operation.Name)
        select new WrittenOperation(operation.Name.ToUpperInvariant(), path.Name, operation.Value, ParametersOf(path.Value, operation.Value));

    /// <summary>What a reference leads to; everything else as it is.</summary>
    public JsonElement Resolve(JsonElement json)
    {
        while (json.ValueKind == JsonValueKind.Object && json.TryGetProperty("$ref", out var reference))
        {
            json = reference.GetString()!.Split('/').Skip(1).Aggregate(document, (at, name) => at.GetProperty(name.Replace("~1", "/", StringComparison.Ordinal).Replace("~0", "~", StringComparison.Ordinal)));
        }

        return json;
    }

    /// <summary>The body that an operation describes: its media types and their descriptions (<c>schema</c>, <c>encoding</c>); none when it has no body.</summary>
    public IReadOnlyList<(string Type, JsonElement Media)> BodiesOf(WrittenOperation operation)
    {
        if (!IsSwagger)
        {
            return operation.Json.TryGetProperty("requestBody", out var body) ? [.. Resolve(body).GetProperty("content").EnumerateObject().Select(c => (c.Name, c.Value))] : [];
        }

        var consumes = operation.Json.TryGetProperty("consumes", out var own) ? own : document.GetProperty("consumes");
        if (operation.Parameters.FirstOrDefault(p => Text(p, "in") == "body") is { ValueKind: JsonValueKind.Object } whole)
        {
            return [(consumes[0].GetString()!, whole)];
        }

        var fields = operation.Parameters.Where(p => Text(p, "in") == "formData").ToDictionary(p => Text(p, "name")!, p => p);
        return fields.Count == 0 ? [] : [(consumes[0].GetString()!, JsonSerializer.SerializeToElement(new { schema = new { type = "object", properties = fields } }))];
    }

    /// <summary>The schema of a successful JSON answer; null when there is none.</summary>
    public static JsonElement? AnswerOf(WrittenOperation operation, string mediaType)
    {
        foreach (var response in operation.Json.TryGetProperty("responses", out var responses) ? responses.EnumerateObject().Where(r => r.Name.StartsWith('2')) : [])
        {
            if (response.Value.TryGetProperty("content", out var content) && content.TryGetProperty(mediaType, out var media))
            {
                return media.GetProperty("schema");
            }
        }

        return null;
    }

    public static string? Text(JsonElement json, string name) => json.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.String ? value.GetString() : null;

    private IReadOnlyList<JsonElement> ParametersOf(JsonElement item, JsonElement operation)
    {
        var own = Read(operation);
        return [.. own, .. Read(item).Where(shared => !own.Any(o => Text(o, "name") == Text(shared, "name") && Text(o, "in") == Text(shared, "in")))];
    }

    private List<JsonElement> Read(JsonElement from) => from.TryGetProperty("parameters", out var all) ? [.. all.EnumerateArray().Select(Resolve)] : [];
}
