using System.Net;
using System.Text.Json.Nodes;
using McpProxy.Configuration;
using McpProxy.IntegrationTests.Dispatch;
using McpProxy.Testing;
using McpProxy.Testing.Mcp;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.DependencyInjection;
using static McpProxy.IntegrationTests.Mcp.ResourceDoor;

namespace McpProxy.IntegrationTests.Mcp;

/// <summary>Subscriptions to resources, and how their changes are found out.</summary>
public sealed class ResourceWatchTests : IAsyncLifetime
{
    private const string Watched = """
        "watched": { "Uri": "test://watched", "Route": "api", "Request": "GET /watched", "Watch": { "Interval": "00:00:30" } },
        "steady": { "Uri": "test://steady", "Route": "api", "Request": "GET /steady", "Watch": { "Interval": "00:00:30" } },
        "item": { "Uri": "test://items/{id}", "Route": "api", "Request": "GET /items/{id}", "Watch": { "Interval": "00:00:30" } },
        "plain": { "Uri": "test://plain", "Route": "api", "Request": "GET /plain" }
        """;

    private readonly TestTimeProvider _time = new();
    private ResourceUpstream _upstream = null!;

    public async ValueTask InitializeAsync() => _upstream = await ResourceUpstream.StartAsync();

    public ValueTask DisposeAsync() => _upstream.DisposeAsync();

    [Theory]
    [InlineData(McpEngine.Direct)]
    [InlineData(McpEngine.Sdk)]
    public async Task Capabilities_SomethingIsWatched_SaySubscribe(McpEngine engine)
    {
        await using var proxy = await StartAsync(engine);

        AssertJson("""{"listChanged":true,"subscribe":true}""", (await SendAsync(proxy, McpMessages.ModernRequest("server/discover"))).Result!["capabilities"]!["resources"]);
        AssertJson("""{"listChanged":true,"subscribe":true}""", (await SendAsync(proxy, McpMessages.Initialize())).Result!["capabilities"]!["resources"]);
    }

    [Theory]
    [InlineData(McpEngine.Direct, "ETag", "\"1\"", "\"2\"")]
    [InlineData(McpEngine.Sdk, "ETag", "\"1\"", "\"2\"")]
    [InlineData(McpEngine.Direct, "Last-Modified", "Sat, 01 Aug 2026 12:00:00 GMT", "Sat, 01 Aug 2026 12:00:01 GMT")]
    [InlineData(McpEngine.Direct, "X-Nothing", "1", "2")]
    public async Task Listen_ContentChanges_TellsOfItAndOfNothingElse(McpEngine engine, string header, string before, string after)
    {
        _upstream.Serve("/watched", "one", "text/plain", (header, before));
        _upstream.Serve("/steady", "same", "text/plain", ("ETag", "\"same\""));
        await using var proxy = await StartAsync(engine);
        using var stream = await ListenAsync(proxy, "\"test://watched\",\"test://steady\",\"test://plain\",\"test://unknown\",\"test://watched\"");
        AssertEvent("""
            {"jsonrpc":"2.0","method":"notifications/subscriptions/acknowledged","params":{"notifications":{"resourceSubscriptions":["test://watched","test://steady"]},"_meta":{"io.modelcontextprotocol/subscriptionId":1}}}
            """, await stream.NextAsync());

        foreach (var (text, value) in new[] { ("two", after), ("one", before) })
        {
            _upstream.Serve("/watched", text, "text/plain", (header, value));
            _time.Advance(TimeSpan.FromSeconds(30));
            AssertEvent("""
                {"jsonrpc":"2.0","method":"notifications/resources/updated","params":{"uri":"test://watched","_meta":{"io.modelcontextprotocol/subscriptionId":1}}}
                """, await stream.NextAsync());
        }
    }

    [Fact]
    public async Task Poll_UpstreamHasEntityTag_AsksConditionally()
    {
        var asked = new TaskCompletionSource<string>();
        _upstream.Paths["/watched"] = context =>
        {
            context.Response.Headers.ETag = "\"1\"";
            if (context.Request.Headers.IfNoneMatch.Count > 0)
            {
                asked.TrySetResult(context.Request.Headers.IfNoneMatch.ToString());
                context.Response.StatusCode = 304;
            }

            return Task.CompletedTask;
        };
        await using var proxy = await StartAsync(McpEngine.Direct);
        using var stream = await ListenAsync(proxy, "\"test://watched\"");
        await stream.NextAsync();

        _time.Advance(TimeSpan.FromSeconds(30));

        Assert.Equal("\"1\"", await asked.Task.Soon());
    }

    [Fact]
    public async Task Poll_NobodySubscribes_AsksNothing()
    {
        _upstream.Serve("/watched", "one");
        await using var proxy = await StartAsync(McpEngine.Direct);
        var session = await InitializeAsync(proxy);
        _time.Advance(TimeSpan.FromMinutes(5));
        Assert.Empty(_upstream.Requests);

        Assert.NotNull((await LegacyAsync(proxy, "resources/subscribe", """{"uri":"test://watched"}""", session)).Result);
        Assert.Single(_upstream.Requests);
        Assert.NotNull((await LegacyAsync(proxy, "resources/unsubscribe", """{"uri":"test://watched"}""", session)).Result);
        _time.Advance(TimeSpan.FromMinutes(5));

        Assert.Single(_upstream.Requests);
    }

    [Fact]
    public async Task Poll_TwoClients_IsOnePoll()
    {
        _upstream.Serve("/watched", "one");
        await using var proxy = await StartAsync(McpEngine.Direct);
        using var first = await ListenAsync(proxy, "\"test://watched\"");
        using var second = await ListenAsync(proxy, "\"test://watched\"");
        await first.NextAsync();
        await second.NextAsync();

        _upstream.Serve("/watched", "two");
        _time.Advance(TimeSpan.FromSeconds(30));

        Assert.NotNull(await first.NextAsync());
        Assert.NotNull(await second.NextAsync());
        Assert.Equal(2, _upstream.Requests.Count);
    }

    [Theory]
    [InlineData(McpEngine.Direct)]
    [InlineData(McpEngine.Sdk)]
    public async Task Subscribe_ContentChanges_TellsTheSession(McpEngine engine)
    {
        _upstream.Serve("/items/7", "one");
        await using var proxy = await StartAsync(engine);
        var session = await InitializeAsync(proxy);
        using var stream = await EventReader.OpenAsync(proxy.Http, McpMessages.Get(session));

        AssertJson("{}", (await LegacyAsync(proxy, "resources/subscribe", """{"uri":"test://items/7"}""", session)).Result);
        _upstream.Serve("/items/7", "two");
        _time.Advance(TimeSpan.FromSeconds(30));

        AssertEvent("""{"jsonrpc":"2.0","method":"notifications/resources/updated","params":{"uri":"test://items/7"}}""", await NextMessageAsync(stream));
        AssertJson("{}", (await LegacyAsync(proxy, "resources/unsubscribe", """{"uri":"test://items/7"}""", session)).Result);
    }

    [Theory]
    [InlineData(McpEngine.Direct)]
    [InlineData(McpEngine.Sdk)]
    public async Task Subscribe_WhatCannotBe_SaysWhy(McpEngine engine)
    {
        _upstream.Serve("/watched", "one");
        _upstream.Serve("/steady", "one");
        await using var proxy = await StartAsync(engine, more: ", \"Limits\": { \"MaxSubscriptionsPerClient\": 1 }");
        var session = await InitializeAsync(proxy);

        Assert.Equal(-32600, (await LegacyAsync(proxy, "resources/subscribe", """{"uri":"test://watched"}""")).Code);
        Assert.Equal(-32602, (await LegacyAsync(proxy, "resources/subscribe", """{"uri":"test://plain"}""", session)).Code);
        Assert.Equal(-32002, (await LegacyAsync(proxy, "resources/subscribe", """{"uri":"test://unknown"}""", session)).Code);
        Assert.Equal(-32602, (await LegacyAsync(proxy, "resources/subscribe", """{"uri":5}""", session)).Code);
        Assert.NotNull((await LegacyAsync(proxy, "resources/subscribe", """{"uri":"test://watched"}""", session)).Result);
        Assert.NotNull((await LegacyAsync(proxy, "resources/subscribe", """{"uri":"test://watched"}""", session)).Result);
        Assert.Equal(-32602, (await LegacyAsync(proxy, "resources/subscribe", """{"uri":"test://steady"}""", session)).Code);
        Assert.Equal(-32601, (await SendAsync(proxy, McpMessages.ModernRequest("resources/subscribe", "\"uri\":\"test://watched\""))).Code);
    }

    [Theory]
    [InlineData("\"resourceSubscriptions\":\"test://watched\"")]
    [InlineData("\"resourceSubscriptions\":[7]")]
    [InlineData("\"resourceSubscriptions\":[\"test://watched\",\"test://steady\"]")]
    public async Task Listen_MalformedOrTooMany_IsInvalidParams(string notifications)
    {
        await using var proxy = await StartAsync(McpEngine.Direct, more: ", \"Limits\": { \"MaxSubscriptionsPerClient\": 1 }");

        Assert.Equal(-32602, (await SendAsync(proxy, McpMessages.ModernRequest("subscriptions/listen", $$"""  "notifications":{ {{notifications}} } """))).Code);
    }

    [Fact]
    public async Task Listen_AllPlacesTaken_Is503UntilOneIsFree()
    {
        _upstream.Serve("/watched", "one");
        _upstream.Serve("/steady", "one");
        await using var proxy = await StartAsync(McpEngine.Direct, more: ", \"Limits\": { \"MaxSubscriptions\": 1 }");
        var session = await InitializeAsync(proxy);
        await LegacyAsync(proxy, "resources/subscribe", """{"uri":"test://watched"}""", session);

        Assert.Equal(HttpStatusCode.ServiceUnavailable, (await SendAsync(proxy, Listen("\"test://steady\""))).Status);
        using var delete = new HttpRequestMessage(HttpMethod.Delete, "/mcp").With("Mcp-Session-Id", session);
        await proxy.Http.SendAsync(delete);

        using var stream = await ListenAsync(proxy, "\"test://steady\"");
        Assert.Contains("test://steady", await stream.NextAsync(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Listen_UpstreamFails_SaysNothingAndComesBack()
    {
        _upstream.Serve("/watched", "one");
        await using var proxy = await StartAsync(McpEngine.Direct);
        using var stream = await ListenAsync(proxy, "\"test://watched\"");
        await stream.NextAsync();
        var failed = new TaskCompletionSource();
        _upstream.Paths["/watched"] = context =>
        {
            context.Response.StatusCode = 500;
            context.Response.OnCompleted(() =>
            {
                _upstream.Serve("/watched", "two");
                failed.TrySetResult();
                return Task.CompletedTask;
            });
            return Task.CompletedTask;
        };

        _time.Advance(TimeSpan.FromSeconds(30));
        await failed.Task.Soon();
        var next = stream.NextAsync();
        while (!next.IsCompleted)
        {
            _time.Advance(TimeSpan.FromSeconds(10)); // The pause after a failure is twice the interval.
            await Task.Yield();
        }

        Assert.Contains("notifications/resources/updated", await next, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Subscribe_CallerMayNotRead_MayNotSubscribe()
    {
        _upstream.Serve("/locked", "secret");
        Environment.SetEnvironmentVariable("MCPPROXY_TEST_WEBHOOK", "0123456789abcdef");
        await using var proxy = await ProxyHost.StartAsync($$"""
            {
              "ReverseProxy": {
                "Routes": { "locked": { "ClusterId": "api", "AuthorizationPolicy": "default", "Match": { "Path": "/locked" } } },
                "Clusters": { "api": { "Destinations": { "a": { "Address": "{{_upstream.Address}}" } } } }
              },
              "Mcp": {
                "ResourceWebhook": { "Secret": "env:MCPPROXY_TEST_WEBHOOK" },
                "Resources": { "locked": { "Uri": "test://locked", "Route": "locked", "Request": "GET /locked", "Watch": { "Webhook": true } } }
              }
            }
            """, builder =>
            {
                builder.Services.AddAuthentication(HeaderAuthenticationHandler.SchemeName).AddScheme<AuthenticationSchemeOptions, HeaderAuthenticationHandler>(HeaderAuthenticationHandler.SchemeName, null);
                builder.Services.AddAuthorization();
            }, app => app.UseAuthentication().UseAuthorization());

        var refused = await LegacyAsync(proxy, "resources/subscribe", """{"uri":"test://locked"}""", await InitializeAsync(proxy));
        using var stream = await ListenAsync(proxy, "\"test://locked\"");

        Assert.Equal(HttpStatusCode.Unauthorized, refused.Status);
        AssertEvent("""{"jsonrpc":"2.0","method":"notifications/subscriptions/acknowledged","params":{"notifications":{},"_meta":{"io.modelcontextprotocol/subscriptionId":1}}}""", await stream.NextAsync());
        Assert.Empty(_upstream.Requests);
    }

    [Fact]
    public async Task Subscribe_OneCallerWithManySessions_LeavesPlacesToOthers()
    {
        _upstream.Serve("/items/1", "one");
        _upstream.Serve("/items/2", "two");
        await using var proxy = await ResourceDoor.StartAsync(_upstream, McpEngine.Direct, Watched, ", \"Limits\": { \"MaxSubscriptions\": 2 }", builder => builder.Services
            .AddAuthentication(HeaderAuthenticationHandler.SchemeName).AddScheme<AuthenticationSchemeOptions, HeaderAuthenticationHandler>(HeaderAuthenticationHandler.SchemeName, null));

        Assert.Equal(HttpStatusCode.OK, await SubscribeInNewSessionAsync(proxy, "greedy", "test://items/1"));
        Assert.Equal(HttpStatusCode.ServiceUnavailable, await SubscribeInNewSessionAsync(proxy, "greedy", "test://items/2"));
        Assert.Equal(HttpStatusCode.OK, await SubscribeInNewSessionAsync(proxy, "modest", "test://items/2"));
    }

    private static async Task<HttpStatusCode> SubscribeInNewSessionAsync(ProxyHost proxy, string user, string uri)
    {
        using var opened = await proxy.Http.SendAsync(McpMessages.Initialize().With("Authorization", $"User {user}"));
        var session = opened.Headers.GetValues("Mcp-Session-Id").Single();
        using var answer = await proxy.Http.SendAsync(
            McpMessages.Post($$"""{"jsonrpc":"2.0","id":1,"method":"resources/subscribe","params":{"uri":"{{uri}}"} }""").With("Mcp-Session-Id", session).With("Authorization", $"User {user}"));
        return answer.StatusCode;
    }

    private Task<ProxyHost> StartAsync(McpEngine engine, string more = "") =>
        ResourceDoor.StartAsync(_upstream, engine, Watched, more, builder => builder.Services.AddSingleton<TimeProvider>(_time));

    private static HttpRequestMessage Listen(string uris) => McpMessages.ModernRequest("subscriptions/listen", $$"""  "notifications":{"resourceSubscriptions":[{{uris}}]} """);

    private static Task<EventReader> ListenAsync(ProxyHost proxy, string uris) => EventReader.OpenAsync(proxy.Http, Listen(uris));

    private static async Task<string> InitializeAsync(ProxyHost proxy)
    {
        var response = await proxy.Http.SendAsync(McpMessages.Initialize());
        return response.Headers.GetValues("Mcp-Session-Id").Single();
    }

    /// <summary>The next event with a message: streams of sessions may begin with an empty one.</summary>
    private static async Task<string?> NextMessageAsync(EventReader stream)
    {
        var data = await stream.NextAsync();
        return data?.Length == 0 ? await stream.NextAsync() : data;
    }

    private static void AssertEvent(string expected, string? actual) => AssertJson(expected, actual is null ? null : JsonNode.Parse(actual));
}
