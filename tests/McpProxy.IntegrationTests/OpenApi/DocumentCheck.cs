using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using McpProxy.IntegrationTests.OpenApi.Reading;

namespace McpProxy.IntegrationTests.OpenApi;

/// <summary>Holds a request against the document itself, read here and not by the importer: every argument arrives, once, in its place, and nothing else does.</summary>
/// <param name="api">The document.</param>
/// <param name="basePath">What stands before its paths.</param>
internal sealed class DocumentCheck(WrittenApi api, string basePath = "")
{
    /// <summary>Parameters of these names are the affair of the gateway.</summary>
    private static readonly string[] Credentials = ["Authorization", "Accept"];

    /// <exception cref="Xunit.Sdk.XunitException">The request is not what the document says.</exception>
    public void Check(WrittenOperation operation, JsonObject arguments, UpstreamRequest request)
    {
        var wire = new WireReader(api, request, basePath);
        var left = arguments.ToDictionary(a => a.Key, a => a.Value);
        Assert.Equal(operation.Method, request.Line.Split(' ')[0]);
        Assert.True(wire.IsOf(operation.Path), $"{operation} was sent to {request.Line}.");

        var parameters = operation.Parameters.Where(p => WrittenApi.Text(p, "in") is not ("body" or "formData") && !Credentials.Contains(WrittenApi.Text(p, "name"))).ToList();
        foreach (var parameter in parameters)
        {
            var (name, place) = (WrittenApi.Text(parameter, "name")!, WrittenApi.Text(parameter, "in")!);
            Take(left, name, place, wire.Read(operation.Path, parameter), operation);
        }

        Assert.DoesNotContain(wire.QueryNames, q => !operation.Path.Contains($"?{q}=", StringComparison.Ordinal) && !parameters.Any(p => WrittenApi.Text(p, "name") is { } name && (q == name || q.StartsWith(name + "[", StringComparison.Ordinal))));
        CheckBody(operation, left, request);
        // A variable of the path that the document forgot to declare is an argument all the same.
        foreach (Match variable in Regex.Matches(operation.Path, @"\{([^}]*)}"))
        {
            left.Remove(variable.Groups[1].Value);
        }

        Assert.True(left.Count == 0, $"{operation}: {string.Join(", ", left.Keys)} did not arrive: {request.Line} {request.Body}");
    }

    /// <summary>What is wrong with an answer, as the document has it.</summary>
    public IEnumerable<string> CheckAnswer(WrittenOperation operation, string mediaType, JsonNode? answer) =>
        WrittenApi.AnswerOf(operation, mediaType) is { } schema ? new SchemaReader(api, isRequest: false).Check(answer, schema) : [$"{mediaType} is no answer of {operation}"];

    private void CheckBody(WrittenOperation operation, Dictionary<string, JsonNode?> left, UpstreamRequest request)
    {
        var bodies = api.BodiesOf(operation);
        if (bodies.Count == 0)
        {
            Assert.Empty(request.Body);
            return;
        }

        var type = request.Headers["Content-Type"];
        var media = bodies.Single(b => b.Type == type.Split(';')[0]).Media;
        var body = BodyReader.Read(api, type, request.Body, media);
        if (type.Contains("json", StringComparison.Ordinal) && media.TryGetProperty("schema", out var schema))
        {
            var mistakes = new SchemaReader(api, isRequest: true).Check(body, schema).ToList();
            Assert.True(mistakes.Count == 0, $"{operation}: {string.Join("; ", mistakes)} in {request.Body}");
        }

        if (left.TryGetValue("body", out var whole) && JsonNode.DeepEquals(whole, body))
        {
            left.Remove("body");
            return;
        }

        foreach (var (name, value) in Assert.IsType<JsonObject>(body))
        {
            Take(left, name, "body", value, operation);
        }
    }

    /// <summary>The argument of a name, which may have its place in front where a name stands twice, is what arrived.</summary>
    private static void Take(Dictionary<string, JsonNode?> left, string name, string place, JsonNode? arrived, WrittenOperation operation)
    {
        var legal = Regex.Replace(name, "[^A-Za-z0-9_.-]", "_");
        var found = left.Where(a => (a.Key.EndsWith(legal, StringComparison.OrdinalIgnoreCase) || a.Key == legal.Trim('_') || a.Key == $"{place}_{legal}") && Same(a.Value, arrived)).Select(a => a.Key).FirstOrDefault();
        Assert.True(found is not null, $"{operation}: {name} in {place} arrived as {arrived?.ToJsonString() ?? "nothing"}; {new JsonObject(left.Select(a => KeyValuePair.Create(a.Key, a.Value?.DeepClone()))).ToJsonString()}");
        left.Remove(found);
    }

    private static bool Same(JsonNode? argument, JsonNode? arrived) => JsonNode.DeepEquals(argument, arrived);
}
