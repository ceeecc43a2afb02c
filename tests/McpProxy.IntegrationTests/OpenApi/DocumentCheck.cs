using System.Text.Json;
using System.Text.Json.Nodes;

namespace McpProxy.IntegrationTests.OpenApi;

/// <summary>Holds a request against the document itself, read here and not by the importer.</summary>
internal sealed class DocumentCheck(JsonElement document)
{
    /// <summary>All operations with their ids.</summary>
    public IEnumerable<(string Id, string Method, string Path, JsonElement Operation)> Operations =>
        from path in document.GetProperty("paths").EnumerateObject()
        from operation in path.Value.EnumerateObject()
        select (operation.Value.GetProperty("operationId").GetString()!, operation.Name.ToUpperInvariant(), path.Name, operation.Value);

    public void Check(string method, string path, JsonElement operation, JsonObject arguments, UpstreamRequest request)
    {
        var (target, query) = request.Line.Split(' ')[1].Split('?', 2) is [var p, var q] ? (p, q) : (request.Line.Split(' ')[1], "");
        Assert.Equal(method, request.Line.Split(' ')[0]);
        var expectedPath = path;
        var pairs = query.Split('&', StringSplitOptions.RemoveEmptyEntries).Select(pair => pair.Split('=')).ToLookup(pair => Decode(pair[0]), pair => Decode(pair[1]));
        var used = new HashSet<string>();
        foreach (var parameter in (operation.TryGetProperty("parameters", out var all) ? all.EnumerateArray() : default).Select(Resolve))
        {
            var name = parameter.GetProperty("name").GetString()!;
            used.Add(name);
            var value = arguments[name];
            Assert.True(value is not null, $"{name} is not offered as an argument.");
            switch (parameter.GetProperty("in").GetString())
            {
                case "path":
                    expectedPath = expectedPath.Replace($"{{{name}}}", Uri.EscapeDataString(Text(value)), StringComparison.Ordinal);
                    break;
                case "query":
                    Assert.Equal(value is JsonArray many ? many.Select(Text) : [Text(value)], pairs[name]);
                    break;
                case "header":
                    Assert.Equal(Text(value), request.Headers[name]);
                    break;
            }
        }

        Assert.Equal(expectedPath, target);
        CheckBody(operation, arguments, used, request);
    }

    private void CheckBody(JsonElement operation, JsonObject arguments, HashSet<string> used, UpstreamRequest request)
    {
        if (!operation.TryGetProperty("requestBody", out var body))
        {
            Assert.Empty(request.Body);
            return;
        }

        var type = Resolve(body).GetProperty("content").EnumerateObject().Select(c => c.Name).Order(StringComparer.Ordinal).First();
        Assert.Equal(type, request.Headers["Content-Type"]);
        var expected = arguments["body"] is { } whole ? whole.DeepClone() : new JsonObject(arguments.Where(a => !used.Contains(a.Key)).Select(a => KeyValuePair.Create(Property(a.Key, used), a.Value?.DeepClone())));
        Assert.True(JsonNode.DeepEquals(expected, JsonNode.Parse(request.Body)), $"Expected {expected}, got {request.Body}.");
    }

    /// <summary>A property with the name of a parameter has its place in front.</summary>
    private static string Property(string argument, HashSet<string> parameters) =>
        argument.StartsWith("body_", StringComparison.Ordinal) && parameters.Contains(argument["body_".Length..]) ? argument["body_".Length..] : argument;

    private JsonElement Resolve(JsonElement json)
    {
        if (!json.TryGetProperty("$ref", out var reference))
        {
            return json;
        }

        return reference.GetString()!.Split('/').Skip(1).Aggregate(document, (at, name) => at.GetProperty(name));
    }

    private static string Text(JsonNode? value) => value is JsonValue single && single.TryGetValue<string>(out var text) ? text : value!.ToJsonString();

    private static string Decode(string text) => Uri.UnescapeDataString(text.Replace('+', ' '));
}
