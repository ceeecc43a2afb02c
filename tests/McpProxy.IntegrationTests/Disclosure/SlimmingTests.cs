using System.Text.Json;
using McpProxy.Host.Cli;
using McpProxy.IntegrationTests.Mcp;
using McpProxy.IntegrationTests.OpenApi;
using McpProxy.Plugins.AmazonAds;
using McpProxy.Plugins.Transforms;
using McpProxy.Testing.Mcp;

namespace McpProxy.IntegrationTests.Disclosure;

/// <summary>A real document as clients get to see it: short, while calls are held to all of it.</summary>
public sealed class SlimmingTests
{
    private const string Supplied = """
        [ "Amazon-Advertising-API-ClientId", "Amazon-Advertising-API-AdvertiserId", "Amazon-Advertising-API-MarketplaceId", "Amazon-Advertising-API-Scope" ]
        """;

    [Fact]
    public async Task AmcWorkflow_Listed_CostsAtMostHalfOfItsDocument()
    {
        var document = Document();
        await using var host = await StartAsync(document, "");

        var tools = (await SendAsync(host, McpMessages.ModernRequest("tools/list"))).GetProperty("tools");

        Assert.Equal(17, tools.GetArrayLength());
        Assert.InRange(TokenEstimate.Of(tools.GetRawText()), 1, TokenEstimate.Of(JsonSerializer.Serialize(JsonElement.Parse(document))) / 2);
        Assert.DoesNotContain("Amazon-Advertising-API", tools.GetRawText(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task AmcWorkflow_WithNothingButSlimming_CostsAtMostHalfOfItsDocument()
    {
        var document = Document();
        await using var host = await ApiHost.StartWithAsync("""{ "Mcp": { "Slimming": { "Enabled": true }, "OpenApi": { "api": { "Document": "amc.json", "Cluster": "upstream" } } } }""", [("amc.json", document)]);

        var tools = (await SendAsync(host, McpMessages.ModernRequest("tools/list"))).GetProperty("tools");

        Assert.InRange(TokenEstimate.Of(tools.GetRawText()), 1, TokenEstimate.Of(JsonSerializer.Serialize(JsonElement.Parse(document))) / 2);
        Assert.Contains("\"Amazon-Advertising-API-ClientId\"", tools.GetRawText(), StringComparison.Ordinal);
    }

    /// <summary>It is deprecated, and says so in words alone.</summary>
    [Fact]
    public async Task AmcWorkflow_DeprecatedHeader_IsNotShownAndIsSentWhenGiven()
    {
        await using var host = await ApiHost.StartWithAsync("""{ "Mcp": { "Slimming": { "Enabled": true }, "OpenApi": { "api": { "Document": "amc.json", "Cluster": "upstream" } } } }""", [("amc.json", Document())]);

        Assert.False(host.SchemaOf("listDataSources").GetProperty("properties").TryGetProperty("Amazon-Advertising-API-Scope", out _));
        var request = await host.CallAsync("listDataSources", """{"instanceId":"1","Amazon-Advertising-API-ClientId":"c","Amazon-Advertising-API-AdvertiserId":"a","Amazon-Advertising-API-MarketplaceId":"m","Amazon-Advertising-API-Scope":"s"}""");
        Assert.Equal("s", request.Headers["Amazon-Advertising-API-Scope"]);
    }

    /// <summary>The transforms that such a route has anyway say which headers callers need not give.</summary>
    [Fact]
    public async Task AmcWorkflow_WithTheTransformsOfItsRoutes_CostsAtMostHalfOfItsDocument()
    {
        var document = Document();
        await using var host = await ApiHost.StartWithAsync(
            """
            {
              "Mcp": {
                "Slimming": { "Enabled": true },
                "OpenApi": { "api": { "Document": "amc.json", "Cluster": "upstream", "Prefix": "api", "RouteTemplate": { "Transforms": [ { "HeaderScrub": "ads" }, { "HeaderInject": "ads" } ] } } }
              },
              "McpProxy": { "HeaderScrub": { "ads": { "Preset": "amazon-amc" } }, "HeaderInject": { "ads": { "Preset": "amazon-amc" } } }
            }
            """,
            [("amc.json", document)],
            builder => new McpProxyBuilder(builder.Services, builder.Configuration).AddTransforms().AddAmazonAds());

        var tools = (await SendAsync(host, McpMessages.ModernRequest("tools/list"))).GetProperty("tools");

        Assert.InRange(TokenEstimate.Of(tools.GetRawText()), 1, TokenEstimate.Of(JsonSerializer.Serialize(JsonElement.Parse(document))) / 2);
        Assert.DoesNotContain("ClientId", tools.GetRawText(), StringComparison.Ordinal);
        Assert.DoesNotContain("API-Scope", tools.GetRawText(), StringComparison.Ordinal);
        Assert.Contains("\"Amazon-Advertising-API-AdvertiserId\"", tools.GetRawText(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task LargeDocument_Listed_KeepsItsCompositionsAndCostsAtMost60Percent()
    {
        var document = LargeDocument.Make();
        await using var host = await ApiHost.StartWithAsync("""{ "Mcp": { "Slimming": { "Enabled": true }, "OpenApi": { "api": { "Document": "large.json", "Cluster": "upstream" } } } }""", [("large.json", document)]);

        var tools = (await SendAsync(host, McpMessages.ModernRequest("tools/list"))).GetProperty("tools");

        Assert.InRange(TokenEstimate.Of(tools.GetRawText()), 1, TokenEstimate.Of(JsonSerializer.Serialize(JsonElement.Parse(document))) * 6 / 10);
        // A branch may take more than it did, so that a value may fit several.
        var alternatives = host.SchemaOf("update0").GetProperty("properties").GetProperty("body").GetProperty("anyOf");
        Assert.Equal("#/$defs/Thing0", alternatives[0].GetProperty("$ref").GetString());
        Assert.Equal("#/$defs/Other0", alternatives[1].GetProperty("$ref").GetString());
        var field = host.SchemaOf("update0").GetProperty("$defs").GetProperty("Thing0").GetProperty("properties").GetProperty("field0_9");
        Assert.Equal("Identifies the thing in the marketplace where it was made.", field.GetProperty("description").GetString());
        // What is composed of objects becomes arguments of its own.
        Assert.True(host.SchemaOf("update1").GetProperty("properties").TryGetProperty("field101_9", out _));
    }

    [Theory]
    [InlineData("""{ "RequestHeader": "x-kept", "Set": "mine" }""", "", "X-Other", "mine")]
    [InlineData("""{ "HeaderScrub": "s" }, { "HeaderInject": "i" }""", "", "X-Other", "mine")]
    [InlineData("""{ "HeaderScrub": "s" }, { "HeaderInject": "back" }""", "", "X-Kept,X-Other", null)]
    [InlineData("""{ "RequestHeader": "X-Kept", "Set": "mine" }""", "\"RouteHeaders\": false,", "X-Kept,X-Other", null)]
    public async Task Header_ThatTheRouteSets_IsNoArgument(string transforms, string slimming, string arguments, string? sent)
    {
        await using var host = await ApiHost.StartWithAsync(
            $$"""
            {
              "ReverseProxy": { "Routes": { "r": { "ClusterId": "upstream", "Match": { "Path": "/x" }, "Transforms": [ {{transforms}} ] } } },
              "Mcp": {
                "Slimming": { {{slimming}} "Enabled": true },
                "Tools": { "t": { "Route": "r", "Request": "GET /x", "Parameters": { "X-Kept": { "In": "header", "Type": "string!" }, "X-Other": { "In": "header" } } } }
              },
              "McpProxy": {
                "HeaderScrub": { "s": { "Contains": [ "kept" ] } },
                "HeaderInject": { "i": { "Headers": { "X-Kept": { "Value": "mine" } } }, "back": { "Headers": { "X-Kept": { "Request": "X-Kept" } } } }
              }
            }
            """,
            [],
            builder => new McpProxyBuilder(builder.Services, builder.Configuration).AddTransforms());

        var schema = host.SchemaOf("t");

        Assert.Equal(arguments, string.Join(',', schema.GetProperty("properties").EnumerateObject().Select(p => p.Name).Order(StringComparer.Ordinal)));
        Assert.Equal(sent is null, schema.TryGetProperty("required", out var required) && required.GetArrayLength() > 0);
        if (sent is not null)
        {
            Assert.Equal(sent, (await host.CallAsync("t")).Headers["X-Kept"]);
        }
    }

    [Fact]
    public async Task AmcWorkflow_Enum_IsSummedUpAndStillHeldTo()
    {
        await using var host = await StartAsync(Document(), """ "Disclosure": { "Mode": "Search" }, """);

        var shown = await CallAsync(host, "get_tool_schema", """{"name":"api_createWorkflow"}""");
        var whole = await CallAsync(host, "get_tool_schema", """{"name":"api_createWorkflow","full":true}""");
        var refused = await CallAsync(host, "call_tool", """{"name":"api_createWorkflow","arguments":{"instanceId":"1","outputColumns":[{"dataType":"NOTHING"}]}}""");

        Assert.Contains("One of 13 values: ", shown.GetRawText(), StringComparison.Ordinal);
        Assert.DoesNotContain("CALENDAR_INTERVAL\",\"CHAR", shown.GetRawText(), StringComparison.Ordinal);
        Assert.InRange(whole.GetRawText().Length, shown.GetRawText().Length + 500, int.MaxValue);
        Assert.Contains("/outputColumns/0/dataType", refused.GetProperty("content")[0].GetProperty("text").GetString()!, StringComparison.Ordinal);
        Assert.Empty(host.Upstream.Requests);
    }

    private static Task<ApiHost> StartAsync(string document, string mcp) => ApiHost.StartWithAsync(
        $$"""{ "Mcp": { {{mcp}} "Slimming": { "Enabled": true, "Supplied": {{Supplied}} }, "OpenApi": { "api": { "Document": "amc.json", "Cluster": "upstream", "Prefix": "api" } } } }""",
        [("amc.json", document)]);

    private static Task<JsonElement> CallAsync(ApiHost host, string tool, string arguments) => SendAsync(host, McpMessages.ModernCall(tool, arguments));

    private static async Task<JsonElement> SendAsync(ApiHost host, HttpRequestMessage request)
    {
        var answer = await Answer.ReadAsync(await host.Proxy.Http.SendAsync(request));
        return JsonElement.Parse((answer.Result ?? throw new InvalidOperationException(answer.Body?.ToJsonString())).ToJsonString());
    }

    private static string Document()
    {
        var root = new DirectoryInfo(AppContext.BaseDirectory);
        while (root is not null && !File.Exists(Path.Combine(root.FullName, "McpProxy.sln")))
        {
            root = root.Parent;
        }

        return File.ReadAllText(Path.Combine(root!.FullName, "tests", "McpProxy.UnitTests", "data", "openapi", "AMCWorkflow.json"));
    }
}
