using System.Net.Http.Json;
using System.Text.Json;
using McpProxy.Configuration;
using McpProxy.Testing;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;

namespace McpProxy.IntegrationTests.Truncation;

/// <summary>Arguments with which callers choose what they get of an answer, and budgets of tokens.</summary>
public sealed class AnswerChoiceTests
{
    private const string Body = """{"items":[{"id":1,"name":"a","owner":{"id":7,"mail":"m"}},{"id":2,"name":"b","owner":{"id":8,"mail":"n"}}],"total":2}""";

    [Fact]
    public async Task Fields_ChooseMembers_AndStayHere()
    {
        await using var upstream = await EchoAsync();
        await using var proxy = await StartAsync(upstream, """{ "Fields": true }""");

        var result = await CallAsync(proxy, """{"q":"x","fields":["items.id","items[].owner.mail"]}""");

        Assert.Equal("""{"items":[{"id":1,"owner":{"mail":"m"}},{"id":2,"owner":{"mail":"n"}}]}""", Text(result));
        Assert.Equal("?q=x", upstream.Query);
    }

    [Fact]
    public async Task Fields_LeftOut_ChangeNothing()
    {
        await using var upstream = await EchoAsync();
        await using var proxy = await StartAsync(upstream, """{ "Fields": true }""");

        Assert.Equal(Body, Text(await CallAsync(proxy, "{}")));
        Assert.Equal(Body, Text(await CallAsync(proxy, """{"fields":[]}""")));
    }

    [Fact]
    public async Task Fields_ThatAreNotThere_AreNamed()
    {
        await using var upstream = await EchoAsync();
        await using var proxy = await StartAsync(upstream, """{ "Fields": true }""");

        Assert.Equal("""{"_fields_not_found":["nothing"]}""", Text(await CallAsync(proxy, """{"fields":["nothing"]}""")));
        Assert.Equal("""{"items":[{},{}],"total":2,"_fields_not_found":["Total","items.x.y"]}""", Text(await CallAsync(proxy, """{"fields":["total","Total","items.x.y"]}""")));
    }

    [Fact]
    public async Task Fields_NeverReachBeyondSelect()
    {
        await using var upstream = await EchoAsync();
        await using var proxy = await StartAsync(upstream, """{ "Fields": true, "Select": [ "items.id", "items.owner.id" ] }""");

        Assert.Equal(
            """{"items":[{"owner":{"id":7}},{"owner":{"id":8}}],"_fields_not_found":["items.owner.mail","total"]}""",
            Text(await CallAsync(proxy, """{"fields":["items.owner","items.owner.mail","total"]}""")));
        Assert.Equal("""{"items":[{"id":1,"owner":{"id":7}},{"id":2,"owner":{"id":8}}]}""", Text(await CallAsync(proxy, """{"fields":["items"]}""")));
    }

    [Theory]
    [InlineData("""{"fields":["a..b"]}""")]
    [InlineData("""{"fields":"id"}""")]
    [InlineData("""{"fields":[""]}""")]
    [InlineData("""{"view":"nothing"}""")]
    public async Task Choice_ThatMeansNothing_IsRefused(string arguments)
    {
        await using var upstream = await EchoAsync();
        await using var proxy = await StartAsync(upstream, """{ "Fields": true, "Views": { "full": {} } }""");

        var result = await CallAsync(proxy, arguments);

        Assert.Equal("invalid_arguments", result.GetProperty("_meta").GetProperty("mcpproxy/error").GetProperty("kind").GetString());
        Assert.Null(upstream.Query);
    }

    [Fact]
    public async Task Views_ReplaceTheLimits()
    {
        await using var upstream = await EchoAsync();
        await using var proxy = await StartAsync(upstream, """{ "Fields": true, "FieldsArgument": "only", "ViewArgument": "detail", "DefaultView": "summary", "Views": { "summary": { "Select": [ "items.name" ], "MaxItems": 1, "Note": false }, "full": {} } }""");

        Assert.Equal("""{"items":[{"name":"a"}]}""", Text(await CallAsync(proxy, "{}")));
        Assert.Equal(Body, Text(await CallAsync(proxy, """{"detail":"full"}""")));
        Assert.Equal("""{"total":2}""", Text(await CallAsync(proxy, """{"detail":"full","only":["total"]}""")));
        Assert.Equal("", upstream.Query);
    }

    [Fact]
    public async Task Arguments_AreInTheSchema()
    {
        await using var upstream = await EchoAsync();
        await using var proxy = await StartAsync(upstream, """{ "Fields": true, "DefaultView": "summary", "Views": { "summary": {}, "full": {} } }""");

        var schema = proxy.Services.GetRequiredService<LiveConfig>().Current.Catalog.All.Tools[0].Definition.InputSchema;

        using var document = JsonDocument.Parse(schema);
        var properties = document.RootElement.GetProperty("properties");
        Assert.Equal("array", properties.GetProperty("fields").GetProperty("type").GetString());
        Assert.Equal("""{"type":"string","enum":["full","summary"],"description":"How much of the answer to return.","default":"summary"}""", properties.GetProperty("view").GetRawText());
    }

    [Fact]
    public async Task Arguments_OfAnOpenInputSchema_StayHereToo()
    {
        await using var upstream = await EchoAsync();
        await using var proxy = await ProxyHost.StartAsync(Configuration(upstream, """{ "Fields": true }""").Replace("\"Parameters\": { \"q\": \"string\" }", "\"InputSchema\": { \"type\": \"object\" }", StringComparison.Ordinal));

        Assert.Equal("""{"total":2}""", Text(await CallAsync(proxy, """{"other":"x","fields":["total"]}""")));
        Assert.Equal("?other=x", upstream.Query);
    }

    [Theory]
    // The smallest of tool, toolset and call counts.
    [InlineData(1000, 64, null, 64)]
    [InlineData(64, 1000, null, 64)]
    [InlineData(1000, 500, 64, 64)]
    [InlineData(1000, 64, 500, 64)]
    [InlineData(null, 64, null, 64)]
    [InlineData(null, null, 64, 64)]
    public async Task Budget_TheSmallestCounts(int? tool, int? toolset, int? call, int expected)
    {
        await using var upstream = await JsonUpstream.StartAsync($"{{\"items\":[{string.Join(",", Enumerable.Range(1000, 2000))}]}}");
        await using var proxy = await ProxyHost.StartAsync(
            $$"""
            {
              "ReverseProxy": {
                "Routes": { "list": { "ClusterId": "up", "Match": { "Path": "/list" } } },
                "Clusters": { "up": { "Destinations": { "one": { "Address": "{{upstream.Address}}" } } } }
              },
              "Mcp": {
                "Tools": { "list": { "Route": "list", "Request": "GET /list", "Response": { "MaxTokens": {{tool?.ToString() ?? "null"}} } } },
                "Toolsets": { "some": { "MaxTokens": {{toolset?.ToString() ?? "null"}} } }
              }
            }
            """);

        using var response = await proxy.SendCallAsync("list", "{}", request => request.RequestUri = new Uri("/mcp/some", UriKind.Relative), $", \"mcpproxy/maxTokens\": {call?.ToString() ?? "null"}");

        var message = await response.Content.ReadFromJsonAsync<JsonElement>(TestContext.Current.CancellationToken);
        var list = message.GetProperty("result").GetProperty("structuredContent").GetProperty("items");
        Assert.InRange(list.GetRawText().Length + "{\"items\":}".Length, (expected * 3) - 6, expected * 3);
    }

    private static string Text(JsonElement result) => result.GetProperty("content")[0].GetProperty("text").GetString()!;

    private static Task<JsonElement> CallAsync(ProxyHost proxy, string arguments) => proxy.CallAsync("list", arguments);

    private static Task<Upstream> EchoAsync() => Upstream.StartAsync();

    private static Task<ProxyHost> StartAsync(Upstream upstream, string response) => ProxyHost.StartAsync(Configuration(upstream, response));

    private static string Configuration(Upstream upstream, string response) =>
        $$"""
        {
          "ReverseProxy": {
            "Routes": { "list": { "ClusterId": "up", "Match": { "Path": "/list" } } },
            "Clusters": { "up": { "Destinations": { "one": { "Address": "{{upstream.Address}}" } } } }
          },
          "Mcp": { "Tools": { "list": { "Route": "list", "Request": "GET /list", "Parameters": { "q": "string" }, "Response": {{response}} } } }
        }
        """;

    /// <summary>Answers with the list, and remembers the query.</summary>
    private sealed class Upstream(JsonUpstream server, string?[] query) : IAsyncDisposable
    {
        public string Address => server.Address;

        public string? Query => query[0];

        public static async Task<Upstream> StartAsync()
        {
            var query = new string?[1];
            return new Upstream(await JsonUpstream.StartAsync(async context =>
            {
                query[0] = context.Request.QueryString.Value ?? "";
                context.Response.ContentType = "application/json";
                await context.Response.WriteAsync(Body);
            }), query);
        }

        public ValueTask DisposeAsync() => server.DisposeAsync();
    }
}
