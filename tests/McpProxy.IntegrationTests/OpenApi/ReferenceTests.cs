namespace McpProxy.IntegrationTests.OpenApi;

/// <summary>What documents may refer to: files of their own folder, and not without end.</summary>
public sealed class ReferenceTests
{
    private const string Part = """{ "x": { "name": "q", "in": "query", "schema": { "type": "string" } } }""";

    [Theory]
    [InlineData("../api-secret/part.json")]
    [InlineData("..%2Fapi-secret%2Fpart.json")]
    [InlineData("link.json")]
    [InlineData("linked/part.json")]
    public async Task Reference_OutOfTheFolder_IsNotRead(string reference)
    {
        Assert.SkipWhen(OperatingSystem.IsWindows() && reference.StartsWith("link", StringComparison.Ordinal), "Links need a privilege on Windows.");
        await using var host = await StartAsync(reference);

        Assert.Equal(["ok"], host.Tools);
        Assert.Equal($"It refers to {reference}, outside of its folder.", Assert.Single(Assert.Single(host.Reports).Skipped).Note);
    }

    [Theory]
    [InlineData("part.json")]
    [InlineData("below/part.json")]
    [InlineData("inside.json")]
    [InlineData("within/part.json")]
    public async Task Reference_IntoTheFolder_IsFollowed(string reference)
    {
        Assert.SkipWhen(OperatingSystem.IsWindows() && reference is ("inside.json" or "within/part.json"), "Links need a privilege on Windows.");
        await using var host = await StartAsync(reference);

        Assert.Equal("GET /asked?q=1", (await host.CallAsync("asked", """{ "q": "1" }""")).Line);
    }

    /// <summary>A pointer leads where <c>$ref</c> does; an anchor leads where only validation tells, and a schema without it would take anything.</summary>
    [Fact]
    public async Task DynamicReference_ByPointerIsFollowed_AndByAnchorCostsItsOperation()
    {
        const string document = """
            { "openapi": "3.1.0", "paths": {
                "/tree": { "get": { "operationId": "tree", "parameters": [ { "name": "q", "in": "query", "schema": { "$dynamicRef": "#/components/schemas/Word" } } ] } },
                "/node": { "get": { "operationId": "node", "parameters": [ { "name": "q", "in": "query", "schema": { "$dynamicRef": "#node" } } ] } },
                "/deep": { "get": { "operationId": "deep", "parameters": [ { "name": "q", "in": "query", "schema": { "type": "array", "items": { "$dynamicRef": "#node" } } } ] } } },
              "components": { "schemas": { "Word": { "type": "string", "maxLength": 3 } } } }
            """;
        await using var host = await ApiHost.StartAsync("", ("api.json", document));

        Assert.Equal(["tree"], host.Tools);
        Assert.Contains("\"maxLength\":3", host.SchemaOf("tree").GetRawText(), StringComparison.Ordinal);
        Assert.Equal(["Its schema has a $dynamicRef.", "Its schema has a $dynamicRef."], Assert.Single(host.Reports).Skipped.Select(s => s.Note));
    }

    [Fact]
    public async Task Document_OfThousandFiles_IsReadAsFarAsItsBoundGoes()
    {
        var paths = string.Join(',', Enumerable.Range(0, 600).Select(i => $$"""  "/p{{i}}": { "get": { "operationId": "p{{i}}", "parameters": [ { "$ref": "part{{i}}.json#/x" } ] } }  """));
        await using var host = await ApiHost.StartAsync(
            "",
            [("many.json", $$"""{ "openapi": "3.0.0", "paths": { {{paths}} } }"""), .. Enumerable.Range(0, 600).Select(i => ($"part{i}.json", Part))]);

        Assert.Equal(499, host.Tools.Count); // The document is the 500th file.
        Assert.Equal("It refers to part599.json, which cannot be read.", Assert.Single(host.Reports).Skipped.Last().Note);
    }

    private static Task<ApiHost> StartAsync(string reference) => ApiHost.StartWithAsync(
        """{ "Mcp": { "OpenApi": { "api": { "Document": "api/api.json", "Cluster": "upstream" } } } }""",
        [
            ("api/api.json", $$"""{ "openapi": "3.0.0", "paths": { "/ok": { "get": { "operationId": "ok" } }, "/asked": { "get": { "operationId": "asked", "parameters": [ { "$ref": "{{reference}}#/x" } ] } } } }"""),
            ("api/part.json", Part),
            ("api/below/part.json", Part),
            ("api-secret/part.json", Part),
        ],
        before: Link);

    private static void Link(string folder)
    {
        if (!OperatingSystem.IsWindows())
        {
            Directory.CreateDirectory(Path.Combine(folder, "api"));
            File.CreateSymbolicLink(Path.Combine(folder, "api", "link.json"), Path.Combine(folder, "api-secret", "part.json"));
            File.CreateSymbolicLink(Path.Combine(folder, "api", "inside.json"), "below/part.json");
            Directory.CreateSymbolicLink(Path.Combine(folder, "api", "linked"), Path.Combine(folder, "api-secret"));
            Directory.CreateSymbolicLink(Path.Combine(folder, "api", "within"), "below");
        }
    }
}
