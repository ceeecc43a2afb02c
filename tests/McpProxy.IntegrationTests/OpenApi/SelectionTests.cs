using McpProxy.Configuration;
using McpProxy.IntegrationTests.EndToEnd;

namespace McpProxy.IntegrationTests.OpenApi;

/// <summary>Which operations are imported, under which names, and what is laid over them.</summary>
public sealed class SelectionTests
{
    private const string Document = """
        {
          "openapi": "3.0.0",
          "paths": {
            "/pets": { "get": { "operationId": "listPets", "tags": [ "public" ] }, "post": { "operationId": "createPet", "tags": [ "public", "write" ] } },
            "/pets/{id}": { "get": { "operationId": "getPet", "tags": [ "public" ] }, "delete": { "operationId": "deletePet", "tags": [ "write" ], "deprecated": true } },
            "/admin": { "get": { "operationId": "adminStatus" } }
          }
        }
        """;

    [Theory]
    [InlineData("[]", "adminStatus,createPet,deletePet,getPet,listPets")]
    [InlineData("""[ { "Exclude": { "Methods": [ "delete" ] } } ]""", "adminStatus,createPet,getPet,listPets")]
    [InlineData("""[ { "Include": { "Tags": [ "public" ] } } ]""", "createPet,getPet,listPets")]
    [InlineData("""[ { "Exclude": { "Tags": [ "write" ] } }, { "Include": { "Tags": [ "pub*" ] } } ]""", "getPet,listPets")]
    [InlineData("""[ { "Include": { "Operations": [ "createpet" ] } }, { "Exclude": { "Tags": [ "write" ] } }, { "Include": { "Paths": [ "/pets*" ] } } ]""", "createPet,getPet,listPets")]
    [InlineData("""[ { "Exclude": { "Deprecated": true } } ]""", "adminStatus,createPet,getPet,listPets")]
    [InlineData("""[ { "Include": { "Tags": [ "public" ], "Methods": [ "GET" ] } } ]""", "getPet,listPets")]
    public async Task Select_FirstRuleThatMatches_Decides(string select, string tools)
    {
        await using var host = await ApiHost.StartAsync($"\"Select\": {select}", ("pets.json", Document));

        Assert.Equal(tools, string.Join(',', host.Tools));
    }

    [Fact]
    public async Task Operations_AndTemplates_LieOverTheDocument()
    {
        await using var host = await ApiHost.StartAsync(
            """
            "Prefix": "p",
            "ToolTemplate": { "Description": "All the same.", "Timeout": "00:00:09" },
            "RouteTemplate": { "Transforms": [ { "RequestHeader": "X-From", "Set": "template" } ] },
            "Select": [ { "Include": { "Tags": [ "public" ], "Methods": [ "GET" ] } } ],
            "Operations": {
              "getPet": { "Name": "read.one", "Tool": { "Description": "Reads one.", "Parameters": { "id": { "Const": "7" } } } },
              "DELETE /pets/{id}": { "Import": true },
              "listPets": { "Import": false }
            }
            """,
            ("pets.json", Document));

        Assert.Equal(["p_deletePet", "p_read.one"], host.Tools);
        Assert.Equal("Reads one.", host.DescriptionOf("p_read.one"));
        Assert.Equal("All the same.", host.DescriptionOf("p_deletePet"));
        var request = await host.CallAsync("p_read.one");
        Assert.Equal("GET /pets/7", request.Line);
        Assert.Equal("template", request.Headers["X-From"]);
    }

    [Fact]
    public async Task Route_OfTheOperators_IsUsedByAll()
    {
        await using var host = await ApiHost.StartWithAsync(
            """
            {
              "ReverseProxy": { "Routes": { "mine": { "ClusterId": "upstream", "Match": { "Path": "/pets/{**rest}" } } } },
              "Mcp": { "OpenApi": { "api": { "Document": "pets.json", "Route": "mine" } } }
            }
            """,
            [("pets.json", Document)]);

        Assert.Equal(["createPet", "deletePet", "getPet", "listPets"], host.Tools);
        Assert.Contains("does not match '/admin'", Assert.Single(Assert.Single(host.Reports).Skipped).Note, StringComparison.Ordinal);
        Assert.Equal("GET /pets/1", (await host.CallAsync("getPet", """{ "id": "1" }""")).Line);
    }

    [Fact]
    public async Task Tools_OfTheOperators_AndOfOtherImports_KeepTheirNames()
    {
        await using var host = await ApiHost.StartWithAsync(
            """
            {
              "ReverseProxy": { "Routes": { "mine": { "ClusterId": "upstream", "Match": { "Path": "/mine" } } } },
              "Mcp": {
                "Tools": { "getPet": { "Route": "mine", "Request": "GET /mine" } },
                "OpenApi": { "a": { "Document": "pets.json", "Cluster": "upstream" }, "b": { "Document": "pets.json", "Cluster": "upstream" } }
              }
            }
            """,
            [("pets.json", Document)]);

        Assert.Equal("GET /mine", (await host.CallAsync("getPet")).Line);
        Assert.Equal(5, host.Tools.Count);
        Assert.Equal("The configuration has a tool of its own of this name.", Assert.Single(host.Reports[0].Skipped).Note);
        Assert.Equal(5, host.Reports[1].Skipped.Count());
    }

    /// <summary>Tools of the configuration and imported ones are one list, and an endpoint shows one kind, the other, or both.</summary>
    [Fact]
    public async Task ToolTemplate_WithGroup_LetsEndpointsTellImportedToolsFromOthers()
    {
        await using var host = await ApiHost.StartWithAsync(
            """
            {
              "ReverseProxy": { "Routes": { "mine": { "ClusterId": "upstream", "Match": { "Path": "/mine" } } } },
              "Mcp": {
                "Tools": { "ping": { "Route": "mine", "Request": "GET /mine" } },
                "OpenApi": { "a": { "Document": "pets.json", "Cluster": "upstream", "Prefix": "pets", "ToolTemplate": { "Group": "imported", "Slim": true, "Parameters": { "note": { "In": "query" } } } } },
                "Toolsets": { "direct": { "Exclude": [ "pets_*" ] }, "api": { "Include": [ "pets_*" ] }, "both": {}, "quiet": { "Mode": "Groups" } }
              }
            }
            """,
            [("pets.json", Document)]);
        async Task<IEnumerable<string>> List(string toolset)
        {
            await using var client = await SdkClient.ConnectAsync(new Uri(host.Proxy.Address, $"/mcp/{toolset}"), "2025-11-25", TestContext.Current.CancellationToken);
            return (await client.ListToolsAsync(cancellationToken: TestContext.Current.CancellationToken)).Select(t => t.Name).Order(StringComparer.Ordinal);
        }

        string[] imported = ["pets_adminStatus", "pets_createPet", "pets_deletePet", "pets_getPet", "pets_listPets"];
        Assert.Equal(["ping"], await List("direct"));
        Assert.Equal(imported, await List("api"));
        Assert.Equal([.. imported, "ping"], await List("both"));
        Assert.Equal(["enable_tools", "list_tool_groups", "ping"], await List("quiet"));
        Assert.Equal("GET /mine", (await host.CallAsync("ping")).Line);
        Assert.Equal("GET /pets?note=x", (await host.CallAsync("pets_listPets", """{ "note": "x" }""")).Line);
    }

    /// <summary>A switch for all tools of an import: no selection brings one back, only who says so of the tool itself; their routes stay.</summary>
    [Fact]
    public async Task ToolTemplate_ThatSwitchesToolsOff_HoldsForWhateverIsSelected()
    {
        await using var host = await ApiHost.StartWithAsync(
            """
            {
              "ReverseProxy": { "Routes": { "mine": { "ClusterId": "upstream", "Match": { "Path": "/mine" } } } },
              "Mcp": {
                "Disclosure": { "Mode": "Search" },
                "Tools": { "ping": { "Route": "mine", "Request": "GET /mine" } },
                "OpenApi": { "a": { "Document": "pets.json", "Cluster": "upstream",
                  "ToolTemplate": { "Enabled": false },
                  "Select": [ { "Include": { "Operations": [ "*" ] } } ],
                  "Operations": { "getPet": { "Import": true }, "listPets": { "Import": true, "Tool": { "Enabled": true } } } } },
                "Toolsets": { "api": { "Exclude": [ "ping" ] } }
              }
            }
            """,
            [("pets.json", Document)]);

        Assert.Equal(["listPets", "ping"], host.Tools);
        var answer = await host.Proxy.CallAsync("call_tool", """{ "name": "getPet", "arguments": { "petId": "1" } }""");
        Assert.True(answer.GetProperty("isError").GetBoolean());
        Assert.Empty(host.Upstream.Requests);
        Assert.Equal("GET /pets", (await host.CallAsync("listPets")).Line);
        Assert.Equal(System.Net.HttpStatusCode.OK, (await host.Proxy.Http.GetAsync(new Uri("/pets/1", UriKind.Relative), TestContext.Current.CancellationToken)).StatusCode);
    }

    [Theory]
    [InlineData("\"Operations\": { \"getPets\": { \"Name\": \"x\" } }", "Mcp:OpenApi:api:Operations:getPets: MCP222: There is no operation 'getPets'. Did you mean 'getPet'?")]
    [InlineData("\"Documnt\": \"x\"", "Mcp:OpenApi:api:Documnt: MCP010: Unknown key 'Documnt'. Did you mean 'Document'?")]
    [InlineData("\"Select\": [ {} ]", "Mcp:OpenApi:api:Select:0: MCP016: A rule has exactly one of 'Include' and 'Exclude'.")]
    [InlineData("\"ToolTemplate\": { \"Timout\": \"x\" }", "Mcp:OpenApi:api: MCP010: Unknown key 'Timout'. So says Mcp:Tools:adminStatus:Timout and 4 more, imported from pets.json. Did you mean 'Timeout'?")]
    [InlineData("\"RouteTemplate\": { \"Transforms\": [ { \"Nothing\": \"x\" } ] }", "Mcp:OpenApi:api: MCP035: There is no transform 'Nothing'. So says ReverseProxy:Routes:adminStatus:Transforms:0 and 4 more, imported from pets.json. A plugin may be missing: see 'mcpproxy plugins'.")]
    public async Task Options_WithAMistake_AreRefusedOnce(string options, string error)
    {
        var refused = await Assert.ThrowsAsync<InvalidConfigurationException>(() => ApiHost.StartAsync(options, ("pets.json", Document)));

        Assert.Equal(error, Assert.Single(refused.Errors).ToString());
    }

    [Fact]
    public async Task Cluster_ThatDoesNotExist_IsOneMistake()
    {
        var refused = await Assert.ThrowsAsync<InvalidConfigurationException>(() => ApiHost.StartWithAsync("""{ "Mcp": { "OpenApi": { "api": { "Document": "pets.json", "Cluster": "upstraem" } } } }""", [("pets.json", Document)]));

        Assert.StartsWith("Mcp:OpenApi:api: MCP031: There is no cluster 'upstraem'. So says ReverseProxy:Routes:adminStatus:ClusterId and 4 more", Assert.Single(refused.Errors).ToString(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("pets.json#getPets", "MCP222")]
    [InlineData("pets.json", "MCP222")]
    [InlineData("other.json#getPet", "MCP220")]
    public async Task Tool_ThatRefersToNothing_IsOneMistake(string reference, string code)
    {
        var refused = await Assert.ThrowsAsync<InvalidConfigurationException>(() => ApiHost.StartWithAsync($$"""{ "Mcp": { "Tools": { "x": { "OpenApi": "{{reference}}" } } } }""", [("pets.json", Document)]));

        Assert.Equal(("Mcp:Tools:x:OpenApi", code), (Assert.Single(refused.Errors).Path, refused.Errors[0].Code));
    }
}
