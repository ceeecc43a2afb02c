namespace McpProxy.IntegrationTests.OpenApi;

/// <summary>What only OpenAPI 3.1, YAML, several files or Swagger 2.0 have.</summary>
public sealed class VersionTests
{
    private static readonly (string, string)[] Yaml = [SomeDocument.Read("features-3.1.yaml"), SomeDocument.Read("parts/shared.yaml")];

    [Fact]
    public async Task Yaml_SchemasOf31_AreUnderstood()
    {
        await using var host = await ApiHost.StartAsync("", Yaml);

        var request = await host.CallAsync("nullable", """{ "code": 7, "text": null, "above": 4, "name": "ab", "pair": ["a", 1], "other": { "id": 1, "next": { "name": "cd" } } }""");

        Assert.Equal("POST /v3/nullable", request.Line);
        await host.RefuseAsync("nullable", """{ "code": 8 }""");
        await host.RefuseAsync("nullable", """{ "code": 7, "above": 3 }""");
        await host.RefuseAsync("nullable", """{ "code": 7, "name": "a" }""");
        await host.RefuseAsync("nullable", """{ "code": 7, "pair": ["a", 1, 2] }""");
        await host.RefuseAsync("nullable", """{ "code": 7, "other": { "next": { "name": "c" } } }""");
        await host.CallAsync("conditional", """{ "body": { "kind": "small" } }""");
        await host.RefuseAsync("conditional", """{ "body": { "kind": "big" } }""");
    }

    [Fact]
    public async Task Yaml_Texts_AreFoldedAndAnchorsFollowed()
    {
        await using var host = await ApiHost.StartAsync("", Yaml);

        Assert.Equal("Types may be lists.", host.DescriptionOf("conditional"));
        Assert.Equal("GET /v3/item?id=5", (await host.CallAsync("item", """{ "id": 5 }""")).Line);
        Assert.StartsWith("Deprecated.", host.DescriptionOf("item"), StringComparison.Ordinal);
        var upload = (await host.CallAsync("upload", """{ "picture": "iVBORw==", "encoded": "aGk=" }""")).Body;
        Assert.Contains("\u0089PNG", upload, StringComparison.Ordinal);
        Assert.Contains("aGk=", upload, StringComparison.Ordinal);
    }

    [Fact]
    public async Task References_OutOfTheFolder_CostTheirOperationsOnly()
    {
        await using var host = await ApiHost.StartAsync("", Yaml);

        Assert.Equal(
            [
                "outside: It refers to ../secret.yaml, outside of its folder.",
                "network: It refers to https://example.com/parameters.yaml; references are never fetched.",
                "nowhere: '$ref': '#/components/parameters/Missing' leads nowhere.",
                "circle: A $ref leads in a circle.",
            ],
            Assert.Single(host.Reports).Skipped.Select(e => $"{e.Source[(e.Source.IndexOf('(', StringComparison.Ordinal) + 1)..^1]}: {e.Note}"));
        Assert.Equal(["conditional", "item", "nullable", "upload"], host.Tools);
    }

    [Fact]
    public async Task Swagger_OfVersion2_IsUnderstood()
    {
        await using var host = await ApiHost.StartAsync("", SomeDocument.Read("swagger-2.0.json"));

        var get = await host.CallAsync("getThing", """{ "id": "x", "csv": ["a", "b"], "multi": ["c", "d"], "pipes": ["e", "f"], "limit": 9 }""");
        Assert.Equal("GET /old/things/x?csv=a,b&limit=9&multi=c&multi=d&pipes=e%7Cf", get.Line);
        Assert.Equal("text/csv", get.Headers["Accept"]);
        Assert.Equal("""{"name":null,"part":{ "name": "y" }}""", (await host.CallAsync("putThing", """{ "id": "x", "name": null, "part": { "name": "y" } }""")).Body);
        Assert.Equal("many=c&many=d&tags=a,b", (await host.CallAsync("patchThing", """{ "id": "x", "tags": ["a", "b"], "many": ["c", "d"] }""")).Body);
        Assert.Contains("name=\"file\"; filename=\"file\"", (await host.CallAsync("uploadThing", """{ "id": "x", "file": "aGk=", "note": "n" }""")).Body, StringComparison.Ordinal);
        await host.RefuseAsync("getThing", """{ "id": "X" }""");
        await host.RefuseAsync("getThing", """{ "id": "x", "limit": 10 }""");
        await host.RefuseAsync("putThing", """{ "id": "x", "part": {}, "name": "n" }""");
        Assert.Equal("DELETE /things/{id} (deleteThing)", Assert.Single(Assert.Single(host.Reports).Skipped).Source);
    }
}
