using System.Text.Json;
using AdsSimulator;
using McpProxy.Configuration;
using McpProxy.Context;
using McpProxy.IntegrationTests.Dispatch;
using McpProxy.Testing;
using McpProxy.Testing.Mcp;
using McpProxy.Tools;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.DependencyInjection;

namespace McpProxy.IntegrationTests.Tools;

/// <summary>Tools that plugins bring are tools like all others.</summary>
public sealed class PluginToolTests : IAsyncLifetime
{
    private readonly SomeToolSource _source = new();
    private RunningSimulator _simulator = null!;

    public static TheoryData<string> Engines { get; } = new("Direct", "Sdk");

    public async ValueTask InitializeAsync() => _simulator = await SimulatorApp.StartAsync();

    public async ValueTask DisposeAsync() => await _simulator.DisposeAsync();

    [Theory]
    [MemberData(nameof(Engines))]
    public async Task List_PluginTool_StandsThereWithItsSchemaAndHints(string engine)
    {
        await using var proxy = await StartAsync($$""" "Engine": "{{engine}}" """);

        using var response = await proxy.Http.SendAsync(McpMessages.ModernRequest("tools/list"), TestContext.Current.CancellationToken);

        var tools = JsonElement.Parse(await response.Content.ReadAsStringAsync(TestContext.Current.CancellationToken)).GetProperty("result").GetProperty("tools").EnumerateArray().ToList();
        Assert.Equal(["call_route", "greet", "resolve", "run", "save"], tools.Select(t => t.GetProperty("name").GetString()));
        Assert.Equal("Greet", tools[1].GetProperty("title").GetString());
        Assert.Equal(
            """{"type":"object","properties":{"name":{"type":"string","description":"Whom."},"times":{"type":"integer","minimum":1,"maximum":3,"description":"How often.","default":1}},"required":["name"],"additionalProperties":false}""",
            tools[1].GetProperty("inputSchema").GetRawText());
        Assert.Equal("""{"readOnlyHint":true,"destructiveHint":false,"idempotentHint":true,"openWorldHint":false}""", Sorted(tools[1].GetProperty("annotations")));
        Assert.True(tools[3].GetProperty("annotations").GetProperty("destructiveHint").GetBoolean());
    }

    [Theory]
    [MemberData(nameof(Engines))]
    public async Task Call_ValidArguments_IsAnsweredWithStructuredContent(string engine)
    {
        await using var proxy = await StartAsync($$""" "Engine": "{{engine}}" """);

        var result = await proxy.CallAsync("greet", """{"name":"Ada","times":2}""");

        Assert.Equal("""{"greeting":"Hello Ada!Hello Ada!"}""", result.GetProperty("structuredContent").GetRawText());
        Assert.False(result.TryGetProperty("isError", out var isError) && isError.GetBoolean());
    }

    [Fact]
    public async Task Call_ArgumentLeftOut_HasItsDefault()
    {
        await using var proxy = await StartAsync();

        Assert.Equal("""{"greeting":"Hello Ada!"}""", (await proxy.CallAsync("greet", """{"name":"Ada"}""")).GetProperty("structuredContent").GetRawText());
    }

    [Theory]
    [InlineData("""{"name":1}""", "/name")]
    [InlineData("""{"name":"Ada","times":4}""", "/times")]
    [InlineData("""{"name":"Ada","tines":1}""", "times")]
    public async Task Call_ArgumentsDoNotFit_AreRefusedBeforeThePluginRuns(string arguments, string named)
    {
        await using var proxy = await StartAsync();

        var result = await proxy.CallAsync("greet", arguments);

        Assert.Equal("invalid_arguments", Error(result).GetProperty("kind").GetString());
        Assert.Contains(named, result.GetRawText(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Call_HandlerThrowsAnErrorOfTheContract_IsThatError()
    {
        _source.Run = (_, _) => throw new ProxyErrorException(new ProxyError(ProxyErrorKind.Forbidden, "not_yours", "That is not yours.") { Hint = "Ask for another." });
        await using var proxy = await StartAsync();

        var result = await proxy.CallAsync("run");

        Assert.Equal("not_yours", Error(result).GetProperty("code").GetString());
        Assert.Equal("That is not yours. Ask for another.", Text(result));
        Assert.Equal("not_yours", result.GetProperty("structuredContent").GetProperty("code").GetString());
    }

    [Fact]
    public async Task Call_HandlerFailsWithContentOfItsOwn_BothAreThere()
    {
        _source.Run = (call, _) => ValueTask.FromResult(PluginToolResult.Failure(
            new ProxyError(ProxyErrorKind.InvalidArguments, "unknown_id", "There is no such id."), JsonElement.Parse("""{"success":false,"error":"UNKNOWN_ID"}"""), JsonContext.Default.JsonElement));
        await using var proxy = await StartAsync();

        var result = await proxy.CallAsync("run");

        Assert.True(result.GetProperty("isError").GetBoolean());
        Assert.Equal("unknown_id", Error(result).GetProperty("code").GetString());
        Assert.Equal("There is no such id.", Text(result));
        Assert.Equal("""{"success":false,"error":"UNKNOWN_ID"}""", result.GetProperty("structuredContent").GetRawText());
    }

    [Fact]
    public async Task Call_HandlerThrowsAnythingElse_TheCauseIsHidden()
    {
        _source.Run = (_, _) => throw new InvalidOperationException("The password is hunter2.");
        await using var proxy = await StartAsync();

        var result = await proxy.CallAsync("run");

        Assert.Equal("internal_error", Error(result).GetProperty("code").GetString());
        Assert.DoesNotContain("hunter2", result.GetRawText(), StringComparison.Ordinal);
    }

    [Theory]
    [MemberData(nameof(Engines))]
    public async Task Call_HandlerAsksTheUser_RunsAgainWithTheAnswer(string engine)
    {
        _source.Run = (call, _) => ValueTask.FromResult(call.Answers.TryGetValue("size", out var answer)
            ? PluginToolResult.Text($"{call.CanAskUser} {call.State} {answer.GetRawText()}")
            : PluginToolResult.Ask([new ToolQuestion("size", "Which size?", """{"type":"object","properties":{"size":{"type":"string"}}}""")], "state-1"));
        await using var proxy = await StartAsync($$""" "Engine": "{{engine}}" """);

        var asked = await CallAsync(proxy, """ "name":"run" """);
        Assert.Equal("input_required", asked.GetProperty("resultType").GetString());
        Assert.Equal("Which size?", asked.GetProperty("inputRequests").GetProperty("size").GetProperty("params").GetProperty("message").GetString());
        var done = await CallAsync(proxy, $$""" "name":"run","inputResponses":{"size":{"action":"accept","content":{"size":"M"} } },"requestState":"{{asked.GetProperty("requestState").GetString()}}" """);

        Assert.Equal("""True state-1 {"action":"accept","content":{"size":"M"}}""", Text(done));
    }

    [Fact]
    public async Task Call_ClientTakesNoForms_HandlerKnows()
    {
        _source.Run = (call, _) => ValueTask.FromResult(PluginToolResult.Text($"{call.CanAskUser}"));
        await using var proxy = await StartAsync();

        Assert.Equal("False", Text(await proxy.CallAsync("run")));
    }

    [Fact]
    public async Task Call_WithAHandle_HandlerRunsInItsContext()
    {
        _source.Run = async (call, _) =>
        {
            var chosen = call.Exchange.Identity;
            var contexts = call.HttpContext.RequestServices.GetRequiredService<ICallContexts>();
            var current = await contexts.ChangeAsync(call.HttpContext, before => before with { Identity = before.Identity + "i" });
            return PluginToolResult.Text($"{chosen} {current.Handle}");
        };
        await using var proxy = await StartAsync();

        var first = Text(await proxy.CallAsync("run")).Split(' ');
        var second = Text(await proxy.CallAsync("run", $$"""{"context":"{{first[1]}}"}""")).Split(' ');
        var third = Text(await proxy.CallAsync("run", $$"""{"context":"{{second[1]}}"}""")).Split(' ');

        Assert.Equal(["", "i", "ii"], [first[0], second[0], third[0]]);
    }

    [Fact]
    public async Task Call_ArgumentsAsDeepAsTheLimitAllows_ReachThePlugin()
    {
        _source.Run = (call, _) => ValueTask.FromResult(PluginToolResult.Text($"{call.Arguments.GetProperty("deep").GetRawText().Length}"));
        await using var proxy = await StartAsync(""" "Limits": { "MaxJsonDepth": 200 } """);

        Assert.Equal("300", Text(await proxy.CallAsync("run", $$"""{"deep":{{new string('[', 150)}}{{new string(']', 150)}}}""")));
    }

    [Fact]
    public async Task Call_ThroughARoute_IsEncodedSentAndRead()
    {
        await using var proxy = await StartAsync(""" "Limits": { "MaxConcurrentCalls": 1 } """);

        var read = (await proxy.CallAsync("call_route", """{"id":"ä c","q":"x&y"}""")).GetProperty("structuredContent");
        var saved = (await proxy.CallAsync("save")).GetProperty("structuredContent");

        Assert.Equal("/echo/items/%C3%A4%20c?q=x%26y", read.GetProperty("body").GetProperty("rawTarget").GetString());
        Assert.Equal(200, read.GetProperty("status").GetInt32());
        Assert.StartsWith("application/json", read.GetProperty("type").GetString(), StringComparison.Ordinal);
        Assert.Equal("""{"text":"saved"}""", saved.GetProperty("body").GetProperty("body").GetString());
        Assert.Equal("p1", saved.GetProperty("profile").GetString());
    }

    [Fact]
    public async Task Call_LooksWhatARouteWouldRunIn_NothingIsSent()
    {
        await using var proxy = await StartAsync(address: "http://127.0.0.1:1/");

        Assert.Equal("eu some.read True", Text(await proxy.CallAsync("resolve")));
    }

    [Fact]
    public async Task Call_RouteFails_ToolFailsTheSameWay()
    {
        await using var proxy = await StartAsync(address: "http://127.0.0.1:1/");

        var result = await proxy.CallAsync("call_route", """{"id":"1"}""");

        Assert.Equal("upstream_unreachable", Error(result).GetProperty("kind").GetString());
        Assert.True(Error(result).GetProperty("retryable").GetBoolean());
    }

    [Theory]
    [InlineData(null, 401)]
    [InlineData("bob", 403)]
    [InlineData("alice", 200)]
    public async Task Call_RouteHasAPolicy_HoldsForTheToolsCaller(string? user, int status)
    {
        await using var proxy = await StartAsync(policy: "\"AuthorizationPolicy\": \"alice-only\",");

        using var response = await proxy.SendCallAsync("call_route", """{"id":"1"}""", r =>
        {
            if (user is not null)
            {
                r.Headers.TryAddWithoutValidation("Authorization", "User " + user);
            }
        }, cancellationToken: TestContext.Current.CancellationToken);

        Assert.Equal(status, (int)response.StatusCode);
    }

    [Fact]
    public async Task Toolset_ExcludesAPluginTool_ItIsNotServedThere()
    {
        await using var proxy = await StartAsync(""" "Toolsets": { "some": { "Include": [ "*" ], "Exclude": [ "r*", "s*" ] } } """);

        using var response = await proxy.Http.SendAsync(McpMessages.ModernRequest("tools/list", path: "/mcp/some"), TestContext.Current.CancellationToken);

        var tools = JsonElement.Parse(await response.Content.ReadAsStringAsync(TestContext.Current.CancellationToken)).GetProperty("result").GetProperty("tools").EnumerateArray();
        Assert.Equal(["call_route", "greet"], tools.Select(t => t.GetProperty("name").GetString()));
    }

    [Fact]
    public async Task Configuration_DisabledToolOfThatName_HidesThePlugins()
    {
        await using var proxy = await StartAsync(""" "Tools": { "run": { "Enabled": false } } """);

        using var response = await proxy.SendCallAsync("run", "{}", cancellationToken: TestContext.Current.CancellationToken);

        Assert.Contains("unknown tool", await response.Content.ReadAsStringAsync(TestContext.Current.CancellationToken), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Configuration_ToolOfThatName_IsAMistake() => Assert.Equal(
        ["""Mcp:Tools:greet: MCP144: McpProxy:Some brings a tool 'greet' too. Rename yours. With "Enabled": false and nothing else it hides the other one."""],
        await MistakesAsync(""" "Tools": { "greet": { "Route": "api", "Request": "GET /echo" } } """));

    [Fact]
    public async Task Configuration_UnknownRoute_IsAMistakeWithTheNearestName() => Assert.Equal(
        ["McpProxy:Some:Route: MCP103: There is no route 'apis'. Did you mean 'api'?"],
        await MistakesAsync("", new SomeToolSource { Route = "apis" }));

    [Fact]
    public async Task Configuration_NoRoute_IsAMistake() => Assert.Equal(
        ["McpProxy:Some:Route: MCP102: No route is named. Set 'Route' to a key of ReverseProxy:Routes."],
        await MistakesAsync("", new SomeToolSource { Route = "" }));

    private async Task<IEnumerable<string>> MistakesAsync(string mcp, SomeToolSource? source = null)
    {
        var exception = await Assert.ThrowsAsync<InvalidConfigurationException>(() => StartAsync(mcp, source: source));
        return exception.Errors.Select(e => e.ToString());
    }

    private Task<ProxyHost> StartAsync(string mcp = "", string policy = "", string? address = null, SomeToolSource? source = null) => ProxyHost.StartAsync(
        $$"""
        {
          "ReverseProxy": {
            "Routes": { "api": { "ClusterId": "c", {{policy}} "Match": { "Path": "/echo/{**rest}" } } },
            "Clusters": { "c": { "Destinations": { "d": { "Address": "{{address ?? _simulator.BaseAddress.ToString()}}" } } } }
          },
          "Mcp": { {{mcp}} }
        }
        """,
        builder =>
        {
            builder.Services.AddSingleton<IToolSource>(source ?? _source);
            builder.Services.AddAuthentication(HeaderAuthenticationHandler.SchemeName)
                .AddScheme<AuthenticationSchemeOptions, HeaderAuthenticationHandler>(HeaderAuthenticationHandler.SchemeName, null);
            builder.Services.AddAuthorizationBuilder()
                .AddPolicy("alice-only", p => p.AddAuthenticationSchemes(HeaderAuthenticationHandler.SchemeName).RequireClaim("sub", "alice"));
        },
        app => app.UseAuthentication().UseAuthorization());

    /// <summary>Calls as a client that takes forms.</summary>
    private static async Task<JsonElement> CallAsync(ProxyHost proxy, string members)
    {
        var body = $$"""{"jsonrpc":"2.0","id":1,"method":"tools/call","params":{ {{members}},"arguments":{},"_meta":{"io.modelcontextprotocol/protocolVersion":"2026-07-28","io.modelcontextprotocol/clientCapabilities":{"elicitation":{} } } } }""";
        var request = McpMessages.Post(body).With("MCP-Protocol-Version", McpMessages.Modern).With("Mcp-Method", "tools/call").With("Mcp-Name", "run");
        using var response = await proxy.Http.SendAsync(request, TestContext.Current.CancellationToken);
        var text = await response.Content.ReadAsStringAsync(TestContext.Current.CancellationToken);
        return JsonElement.Parse(text).TryGetProperty("result", out var result) ? result : throw new InvalidOperationException(text);
    }

    private static JsonElement Error(JsonElement result) => result.GetProperty("_meta").GetProperty("mcpproxy/error");

    private static string Text(JsonElement result) => result.GetProperty("content")[0].GetProperty("text").GetString()!;

    private static string Sorted(JsonElement annotations)
    {
        string[] order = ["readOnlyHint", "destructiveHint", "idempotentHint", "openWorldHint"];
        return "{" + string.Join(',', annotations.EnumerateObject().OrderBy(a => Array.IndexOf(order, a.Name)).Select(a => $"\"{a.Name}\":{a.Value.GetRawText()}")) + "}";
    }
}
