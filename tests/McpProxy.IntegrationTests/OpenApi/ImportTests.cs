using System.Net;

namespace McpProxy.IntegrationTests.OpenApi;

/// <summary>A document becomes routes and tools, through both doors.</summary>
public sealed class ImportTests
{
    private const string Petstore = """
        {
          "openapi": "3.0.3",
          "info": { "title": "Petstore", "version": "1" },
          "servers": [ { "url": "https://petstore.example.com/v1" } ],
          "paths": {
            "/pets/{petId}": {
              "parameters": [ { "name": "petId", "in": "path", "required": true, "schema": { "type": "integer" } } ],
              "get": { "operationId": "getPet", "summary": "Read one pet.", "parameters": [ { "name": "fields", "in": "query", "schema": { "type": "array", "items": { "type": "string" } } } ] },
              "put": {
                "operationId": "updatePet",
                "requestBody": { "required": true, "content": { "application/json": { "schema": { "$ref": "#/components/schemas/Pet" } } } }
              }
            }
          },
          "components": { "schemas": {
            "Pet": { "type": "object", "required": [ "name" ], "properties": {
              "name": { "type": "string", "maxLength": 20 },
              "tag": { "type": "string", "nullable": true },
              "parent": { "$ref": "#/components/schemas/Pet" } } } } }
        }
        """;

    [Fact]
    public async Task Document_OfTwoOperations_CallsThemThroughBothDoors()
    {
        await using var host = await ApiHost.StartAsync("", ("petstore.json", Petstore));

        Assert.Equal(["getPet", "updatePet"], host.Tools);
        Assert.Equal("GET /v1/pets/5?fields=name&fields=tag", (await host.CallAsync("getPet", """{ "petId": 5, "fields": ["name", "tag"] }""")).Line);
        var update = await host.CallAsync("updatePet", """{ "petId": 5, "name": "Rex", "tag": null, "parent": { "name": "Bella" } }""");
        Assert.Equal("PUT /v1/pets/5", update.Line);
        Assert.Equal("""{"name":"Rex","parent":{ "name": "Bella" },"tag":null}""", update.Body);
        using var answer = await host.Proxy.Http.GetAsync(new Uri("/v1/pets/7", UriKind.Relative), TestContext.Current.CancellationToken);
        Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
        Assert.True(host.Upstream.Requests.TryDequeue(out var direct));
        Assert.StartsWith("GET /v1/pets/7 ", direct, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Arguments_ThatDoNotFitTheDocument_AreRefused()
    {
        await using var host = await ApiHost.StartAsync("", ("petstore.json", Petstore));

        Assert.Contains("petId", await host.RefuseAsync("getPet", """{ "petId": "x" }"""), StringComparison.Ordinal);
        Assert.Contains("/parent/parent/name", await host.RefuseAsync("updatePet", """{ "petId": 1, "name": "a", "parent": { "name": "b", "parent": { "name": 5 } } }"""), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Schema_ThatHoldsItself_StaysAReference()
    {
        await using var host = await ApiHost.StartAsync("", ("petstore.json", Petstore));

        var schema = host.SchemaOf("updatePet");
        Assert.Equal("#/$defs/Pet", schema.GetProperty("properties").GetProperty("parent").GetProperty("$ref").GetString());
        Assert.Equal(["Pet"], schema.GetProperty("$defs").EnumerateObject().Select(d => d.Name));
        Assert.Equal("""["string","null"]""", schema.GetProperty("properties").GetProperty("tag").GetProperty("type").GetRawText());
    }

    [Fact]
    public async Task Tool_OverriddenInTheConfiguration_IsLayeredAsEver()
    {
        await using var host = await ApiHost.StartWithAsync(
            """
            {
              "Mcp": {
                "OpenApi": { "api": { "Document": "petstore.json", "Cluster": "upstream", "Prefix": "pet" } },
                "Tools": {
                  "pet_getPet": { "Description": "Mine.", "Parameters": { "fields": { "Const": [ "name" ] } } },
                  "pet_updatePet": null
                }
              }
            }
            """,
            [("petstore.json", Petstore)]);

        Assert.Equal(["pet_getPet"], host.Tools);
        Assert.Equal(["petId"], host.SchemaOf("pet_getPet").GetProperty("properties").EnumerateObject().Select(p => p.Name));
        Assert.Equal("GET /v1/pets/5?fields=name", (await host.CallAsync("pet_getPet", """{ "petId": 5 }""")).Line);
    }

    [Fact]
    public async Task Tool_ThatRefersToAnOperation_TakesItFromTheDocument()
    {
        await using var host = await ApiHost.StartWithAsync(
            """
            {
              "ReverseProxy": { "Routes": { "pets": { "ClusterId": "upstream", "Match": { "Path": "/v1/pets/{**rest}" } } } },
              "Mcp": { "Tools": { "read_pet": { "Route": "pets", "OpenApi": "petstore.json#getPet", "Description": "Mine." } } }
            }
            """,
            [("petstore.json", Petstore)]);

        Assert.Equal(["read_pet"], host.Tools);
        Assert.Equal("GET /v1/pets/5", (await host.CallAsync("read_pet", """{ "petId": 5 }""")).Line);
    }

    [Fact]
    public async Task Cluster_ThatNobodyNames_IsMadeOfTheServer()
    {
        var document = Petstore.Replace("https://petstore.example.com/v1", "UPSTREAM/base", StringComparison.Ordinal);
        await using var host = await ApiHost.StartWithAsync("""{ "Mcp": { "OpenApi": { "pets": { "Document": "petstore.json" } } } }""", [("petstore.json", document)]);

        Assert.Equal("GET /base/pets/5", (await host.CallAsync("getPet", """{ "petId": 5 }""")).Line);
    }
}
