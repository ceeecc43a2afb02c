using System.Text.Json;
using System.Text.Json.Nodes;
using McpProxy.IntegrationTests.EndToEnd;
using McpProxy.IntegrationTests.Mcp.WebSockets;
using McpProxy.Testing.Mcp;
using static McpProxy.ExchangeDoor;

namespace McpProxy.IntegrationTests.Context;

/// <summary>How callers say and keep identity, profile and region, on every transport.</summary>
public sealed class ContextTests
{
    private const string Caller = "X-Test-Caller";

    public static TheoryData<ExchangeDoor> BothDoors => new(Http, ExchangeDoor.Mcp);

    [Theory]
    [MemberData(nameof(BothDoors))]
    public async Task Send_Headers_SayTheContextOfTheCall(ExchangeDoor door)
    {
        await using var gateway = await RegionalGateway.StartAsync();

        var echo = await gateway.SendAsync(door, "x", ("X-McpProxy-Identity", "i1"), ("X-McpProxy-Profile", "42"), ("X-McpProxy-Region", "eu"));

        Assert.Equal(("i1", "42", "eu"), (echo.Headers["X-Identity"], echo.Headers["X-Profile"], echo.Headers["X-Region"]));
    }

    [Fact]
    public async Task Call_Arguments_SayTheContextAndAreStrongerThanHeaders()
    {
        await using var gateway = await RegionalGateway.StartAsync();

        var echo = await gateway.CallAsync("echo", """{"identity_id":"i1","profile":42}""", "", ("X-McpProxy-Identity", "i2"), ("X-McpProxy-Region", "eu"));

        Assert.Equal(("i1", "42", "eu"), (echo.Headers["X-Identity"], echo.Headers["X-Profile"], echo.Headers["X-Region"]));
        Assert.DoesNotContain(echo.Headers, h => h.Value.Contains("i2", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData(Http, "X-McpProxy-Identity", "two words")]
    [InlineData(Http, "X-McpProxy-Region", "eu;na")]
    [InlineData(ExchangeDoor.Mcp, "X-McpProxy-Profile", "a b")]
    public async Task Send_ValueThatCannotBeOne_IsRefusedBeforeAnythingIsSent(ExchangeDoor door, string header, string value)
    {
        await using var gateway = await RegionalGateway.StartAsync();

        var echo = await gateway.SendAsync(door, "x", (header, value));

        Assert.Equal(("invalid_context", "invalid_arguments"), (echo.Code, echo.Error!.Value.GetProperty("kind").GetString()));
    }

    [Theory]
    [InlineData("Direct")]
    [InlineData("Sdk")]
    public async Task Handle_GivenOut_IsTheContextOfLaterCallsOnEveryPath(string engine)
    {
        await using var gateway = await RegionalGateway.StartAsync(mcp: $"\"Engine\": \"{engine}\",");
        var handle = await gateway.ChooseAsync("""{"identity":"i1","profile":"42","region":"eu"}""");

        var byArgument = await gateway.CallAsync("echo", $$"""{"context":"{{handle}}"}""");
        var byMeta = await gateway.CallAsync("echo", "{}", $$""", "mcpproxy/context": "{{handle}}" """);
        var byHeader = await gateway.CallAsync("echo", "{}", "", ("X-McpProxy-Context", handle));
        var overHttp = await gateway.GetAsync("/echo/x", ("X-McpProxy-Context", handle));
        var without = await gateway.CallAsync("echo");

        foreach (var echo in (Echo[])[byArgument, byMeta, byHeader, overHttp])
        {
            Assert.Equal(("i1", "42", "eu"), (echo.Headers["X-Identity"], echo.Headers["X-Profile"], echo.Headers["X-Region"]));
        }

        Assert.Equal(("-", "-", "na"), (without.Headers["X-Identity"], without.Headers["X-Profile"], without.Headers["X-Region"]));
    }

    [Fact]
    public async Task Handle_Chained_KeepsTheProfileOfEachIdentity()
    {
        await using var gateway = await RegionalGateway.StartAsync();
        var a = await gateway.ChooseAsync("""{"identity":"a","profile":"1"}""");

        var b = await gateway.ChooseAsync($$"""{"identity":"b","context":"{{a}}"}""");
        var back = await gateway.ChooseAsync($$"""{"identity":"a","context":"{{b}}"}""");

        Assert.Equal(["1", "-", "1"], [await ProfileAsync(a), await ProfileAsync(b), await ProfileAsync(back)]);

        async Task<string> ProfileAsync(string handle) => (await gateway.CallAsync("echo", $$"""{"context":"{{handle}}"}""")).Headers["X-Profile"];
    }

    [Theory]
    [MemberData(nameof(BothDoors))]
    public async Task Handle_OfAnotherCaller_IsRefused(ExchangeDoor door)
    {
        await using var gateway = await RegionalGateway.StartAsync();
        var handle = await gateway.ChooseAsync("""{"identity":"i1"}""", (Caller, "alice|t1"));

        var alice = await gateway.SendAsync(door, "x", (Caller, "alice|t1"), ("X-McpProxy-Context", handle));
        var bob = await gateway.SendAsync(door, "x", (Caller, "bob|t1"), ("X-McpProxy-Context", handle));
        var nobody = await gateway.SendAsync(door, "x", ("X-McpProxy-Context", handle));
        var swapped = await gateway.SendAsync(door, "x", (Caller, "alice|t2"), ("X-McpProxy-Context", handle));

        Assert.Equal("i1", alice.Headers["X-Identity"]);
        Assert.Equal(("context_handle_invalid", "context_handle_invalid", "token_swapped"), (bob.Code, nobody.Code, swapped.Code));
    }

    [Fact]
    public async Task Meta_HandleIsNoString_IsRefused()
    {
        await using var gateway = await RegionalGateway.StartAsync();

        using var response = await gateway.Proxy.SendCallAsync("echo", "{}", meta: ", \"mcpproxy/context\": 1", cancellationToken: TestContext.Current.CancellationToken);

        Assert.Equal(-32600, JsonElement.Parse(await response.Content.ReadAsStringAsync(TestContext.Current.CancellationToken)).GetProperty("error").GetProperty("code").GetInt32());
    }

    [Fact]
    public async Task Session_StreamableHttp_KeepsTheChoice()
    {
        await using var gateway = await RegionalGateway.StartAsync();
        using var session = await LegacySession.OpenAsync(new Uri(gateway.Proxy.Address, "mcp"), TestContext.Current.CancellationToken);
        using var other = await LegacySession.OpenAsync(new Uri(gateway.Proxy.Address, "mcp"), TestContext.Current.CancellationToken);
        await CallAsync(session, "choose", new JsonObject { ["identity"] = "i1", ["profile"] = "42", ["region"] = "eu" });

        var mine = gateway.ReadResult(await CallAsync(session, "echo", []));
        var others = gateway.ReadResult(await CallAsync(other, "echo", []));
        var explicitly = gateway.ReadResult(await CallAsync(session, "echo", new JsonObject { ["region"] = "fe" }));

        Assert.Equal(("i1", "42", "eu"), (mine.Headers["X-Identity"], mine.Headers["X-Profile"], mine.Headers["X-Region"]));
        Assert.Equal("-", others.Headers["X-Identity"]);
        Assert.Equal(("i1", "fe"), (explicitly.Headers["X-Identity"], explicitly.Region));

        static async Task<JsonElement> CallAsync(LegacySession session, string tool, JsonObject arguments) =>
            JsonElement.Parse(await session.RequestAsync(1, "tools/call", new JsonObject { ["name"] = tool, ["arguments"] = arguments }, TestContext.Current.CancellationToken)).GetProperty("result");
    }

    [Fact]
    public async Task Session_CallerComesWithAnotherCredential_LosesTheChoiceAndIsTold()
    {
        await using var gateway = await RegionalGateway.StartAsync();
        var initialize = """{"jsonrpc":"2.0","id":0,"method":"initialize","params":{"protocolVersion":"2025-06-18","capabilities":{},"clientInfo":{"name":"t","version":"1"}}}""";
        using var opened = await PostAsync(initialize, null, "alice|t1");
        var id = opened.Headers.GetValues("Mcp-Session-Id").Single();
        using var chosen = await PostAsync(Call("choose", """{"identity":"i1"}"""), id, "alice|t1");

        var before = await EchoAsync("alice|t1");
        var swapped = await EchoAsync("alice|t2");
        using var again = await PostAsync(Call("choose", """{"identity":"i2"}"""), id, "alice|t2");
        var after = await EchoAsync("alice|t2");

        Assert.Equal(("i1", null), (before.Headers["X-Identity"], before.Notice));
        Assert.Equal(("-", "token_swapped"), (swapped.Headers["X-Identity"], swapped.Notice));
        Assert.Equal(("i2", null), (after.Headers["X-Identity"], after.Notice));

        async Task<Echo> EchoAsync(string caller)
        {
            using var response = await PostAsync(Call("echo", "{}"), id, caller);
            return gateway.ReadResult(JsonElement.Parse(await response.Content.ReadAsStringAsync(TestContext.Current.CancellationToken)).GetProperty("result"));
        }

        Task<HttpResponseMessage> PostAsync(string body, string? session, string caller)
        {
            var request = new HttpRequestMessage(HttpMethod.Post, "/mcp") { Content = new StringContent(body, System.Text.Encoding.UTF8, "application/json") };
            request.Headers.TryAddWithoutValidation("Accept", "application/json, text/event-stream");
            request.Headers.TryAddWithoutValidation(Caller, caller);
            if (session is not null)
            {
                request.Headers.TryAddWithoutValidation("Mcp-Session-Id", session);
            }

            return gateway.Proxy.Http.SendAsync(request, TestContext.Current.CancellationToken);
        }
    }

    [Fact]
    public async Task Session_WebSocket_IsTheConnectionAndModernRequestsHaveNone()
    {
        await using var gateway = await RegionalGateway.StartAsync();
        using var client = new WebSocketPeer();
        await client.TryConnectAsync(gateway.Proxy.Address);
        using var other = new WebSocketPeer();
        await other.TryConnectAsync(gateway.Proxy.Address);
        foreach (var peer in (WebSocketPeer[])[client, other])
        {
            await peer.SendAsync(WebSocketDoor.Initialize);
            await peer.ReadAsync();
        }

        await AskAsync(client, Call("choose", """{"identity":"i1","region":"eu"}"""));

        var mine = gateway.ReadResult(await AskAsync(client, Call("echo", "{}")));
        var others = gateway.ReadResult(await AskAsync(other, Call("echo", "{}")));
        var modern = gateway.ReadResult(await AskAsync(client, WebSocketDoor.Modern("tools/call", "\"name\":\"echo\",\"arguments\":{},")));

        Assert.Equal(("i1", "eu"), (mine.Headers["X-Identity"], mine.Region));
        Assert.Equal("-", others.Headers["X-Identity"]);
        Assert.Equal("-", modern.Headers["X-Identity"]);

        static async Task<JsonElement> AskAsync(WebSocketPeer peer, string message)
        {
            await peer.SendAsync(message);
            return JsonElement.Parse((await peer.ReadAsync())!["result"]!.ToJsonString());
        }
    }

    private static string Call(string tool, string arguments) =>
        $$"""{"jsonrpc":"2.0","id":1,"method":"tools/call","params":{"name":"{{tool}}","arguments":{{arguments}} } }""";
}
