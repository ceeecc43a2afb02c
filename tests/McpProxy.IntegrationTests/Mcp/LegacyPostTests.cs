using System.Net;
using System.Text.Json.Nodes;
using McpProxy.Configuration;
using McpProxy.Dispatch;
using McpProxy.Testing.Mcp;

namespace McpProxy.IntegrationTests.Mcp;

/// <summary>The duties of a server of initialize-era revisions at one POST, on both engines.</summary>
public sealed class LegacyPostTests
{
    [Theory]
    [InlineData(McpEngine.Direct, "2025-11-25", "2025-11-25")]
    [InlineData(McpEngine.Direct, "2025-06-18", "2025-06-18")]
    [InlineData(McpEngine.Direct, "2025-03-26", "2025-03-26")]
    [InlineData(McpEngine.Direct, "2024-11-05", "2024-11-05")]
    [InlineData(McpEngine.Direct, "2026-07-28", "2025-11-25")]
    [InlineData(McpEngine.Direct, "1999-01-01", "2025-11-25")]
    [InlineData(McpEngine.Sdk, "2025-11-25", "2025-11-25")]
    [InlineData(McpEngine.Sdk, "2025-06-18", "2025-06-18")]
    [InlineData(McpEngine.Sdk, "2025-03-26", "2025-03-26")]
    [InlineData(McpEngine.Sdk, "2024-11-05", "2024-11-05")]
    [InlineData(McpEngine.Sdk, "2026-07-28", "2025-11-25")]
    [InlineData(McpEngine.Sdk, "1999-01-01", "2025-11-25")]
    public async Task Initialize_AnyRevision_AnswersOneWeServe(McpEngine engine, string requested, string agreed)
    {
        await using var server = await StartAsync(engine);

        var answer = await SendAsync(server, McpMessages.Initialize(requested));

        Assert.Equal(HttpStatusCode.OK, answer.Status);
        Assert.Equal(agreed, (string)answer.Result!["protocolVersion"]!);
        Assert.Matches("^[0-9a-f]{32}$", answer.Response.Headers.GetValues("Mcp-Session-Id").Single());
    }

    [Theory]
    [InlineData(McpEngine.Direct, "2025-11-25", """{"name":"test-server","title":"Test server","version":"1.2.3","websiteUrl":"https://example.com/"}""")]
    [InlineData(McpEngine.Direct, "2025-06-18", """{"name":"test-server","title":"Test server","version":"1.2.3"}""")]
    [InlineData(McpEngine.Direct, "2025-03-26", """{"name":"test-server","version":"1.2.3"}""")]
    [InlineData(McpEngine.Sdk, "2025-11-25", """{"name":"test-server","title":"Test server","version":"1.2.3","websiteUrl":"https://example.com/"}""")]
    [InlineData(McpEngine.Sdk, "2025-06-18", """{"name":"test-server","title":"Test server","version":"1.2.3"}""")]
    [InlineData(McpEngine.Sdk, "2025-03-26", """{"name":"test-server","version":"1.2.3"}""")]
    public async Task Initialize_Revision_HasOnlyItsMembers(McpEngine engine, string revision, string serverInfo)
    {
        await using var server = await StartAsync(engine);

        var answer = await SendAsync(server, McpMessages.Initialize(revision));

        AssertJson($$"""
            {"protocolVersion":"{{revision}}","capabilities":{"tools":{"listChanged":true},"logging":{} },"serverInfo":{{serverInfo}},"instructions":"Use the tools with care."}
            """, answer.Result);
    }

    [Theory]
    [InlineData(McpEngine.Direct)]
    [InlineData(McpEngine.Sdk)]
    public async Task Initialize_WithoutVersion_IsInvalidParams(McpEngine engine)
    {
        await using var server = await StartAsync(engine);

        var answer = await SendAsync(server, McpMessages.LegacyRequest("initialize"));

        Assert.Equal(-32602, answer.Code);
        Assert.False(answer.Response.Headers.Contains("Mcp-Session-Id"));
    }

    [Theory]
    [InlineData(McpEngine.Direct)]
    [InlineData(McpEngine.Sdk)]
    public async Task Call_InSession_HasNoModernMembers(McpEngine engine)
    {
        await using var server = await StartAsync(engine);
        var session = await InitializeAsync(server);

        var answer = await SendAsync(server, McpMessages.LegacyRequest("tools/call", """{"name":"echo","arguments":{"message":"hi"}}""", id: "\"x\"", session));

        AssertJson("""{"jsonrpc":"2.0","id":"x","result":{"content":[{"type":"text","text":"{\"message\":\"hi\"}"}]}}""", answer.Body);
        Assert.Equal("application/json", answer.MediaType);
    }

    [Theory]
    [InlineData(McpEngine.Direct)]
    [InlineData(McpEngine.Sdk)]
    public async Task Call_WithoutSession_IsServed(McpEngine engine)
    {
        await using var server = await StartAsync(engine);

        var answer = await SendAsync(server, McpMessages.LegacyRequest("tools/call", """{"name":"echo","arguments":{"message":"hi"}}""", version: "2025-06-18"));

        AssertJson("""{"jsonrpc":"2.0","id":1,"result":{"content":[{"type":"text","text":"{\"message\":\"hi\"}"}]}}""", answer.Body);
    }

    [Theory]
    [InlineData(McpEngine.Direct, "2025-11-25", true, true, true)]
    [InlineData(McpEngine.Direct, "2025-06-18", false, true, true)]
    [InlineData(McpEngine.Direct, "2025-03-26", false, false, true)]
    [InlineData(McpEngine.Direct, "2024-11-05", false, false, false)]
    [InlineData(McpEngine.Sdk, "2025-11-25", true, true, true)]
    [InlineData(McpEngine.Sdk, "2025-06-18", false, true, true)]
    [InlineData(McpEngine.Sdk, "2025-03-26", false, false, true)]
    [InlineData(McpEngine.Sdk, "2024-11-05", false, false, false)]
    public async Task List_Revision_HasOnlyItsMembers(McpEngine engine, string revision, bool icons, bool schemas, bool annotations)
    {
        await using var server = await StartAsync(engine);

        var result = (await SendAsync(server, McpMessages.LegacyRequest("tools/list", version: revision))).Result!.AsObject();

        Assert.Equal(["tools"], result.Select(m => m.Key));
        var echo = result["tools"]![1]!.AsObject();
        var numbers = result["tools"]![2]!.AsObject();
        Assert.Equal(icons, numbers.ContainsKey("icons"));
        Assert.Equal(schemas, numbers.ContainsKey("outputSchema"));
        Assert.Equal(schemas, echo.ContainsKey("title"));
        Assert.Equal(annotations, numbers.ContainsKey("annotations"));
        Assert.Equal(annotations && !schemas ? "Echo" : null, (string?)echo["annotations"]?["title"]);
    }

    [Theory]
    [InlineData(McpEngine.Direct)]
    [InlineData(McpEngine.Sdk)]
    public async Task List_OutputSchemaIsNoObject_IsWrapped(McpEngine engine)
    {
        await using var server = await StartAsync(engine);

        var result = (await SendAsync(server, McpMessages.LegacyRequest("tools/list", version: "2025-11-25"))).Result!;

        AssertJson("""
            {"type":"object","properties":{"result":{"type":"array","items":{"$ref":"#/properties/result/$defs/n"},"$defs":{"n":{"type":"number"}}}},"required":["result"]}
            """, result["tools"]![2]!["outputSchema"]);
    }

    [Theory]
    [InlineData(McpEngine.Direct)]
    [InlineData(McpEngine.Sdk)]
    public async Task Ping_Always_IsAnswered(McpEngine engine)
    {
        await using var server = await StartAsync(engine);
        var session = await InitializeAsync(server);

        AssertJson("""{"jsonrpc":"2.0","id":7,"result":{}}""", (await SendAsync(server, McpMessages.LegacyRequest("ping", id: "7", session: session))).Body);
    }

    [Theory]
    [InlineData(McpEngine.Direct, "server/discover")]
    [InlineData(McpEngine.Direct, "resources/list")]
    [InlineData(McpEngine.Sdk, "server/discover")]
    [InlineData(McpEngine.Sdk, "resources/list")]
    public async Task Post_MethodNotServed_IsErrorAtStatus200(McpEngine engine, string method)
    {
        await using var server = await StartAsync(engine);
        var session = await InitializeAsync(server);

        var answer = await SendAsync(server, McpMessages.LegacyRequest(method, session: session));

        Assert.Equal(HttpStatusCode.OK, answer.Status);
        Assert.Equal(-32601, answer.Code);
        Assert.Equal(1, (int)answer.Body!["id"]!);
    }

    [Theory]
    [InlineData("2023-01-01")]
    [InlineData("nonsense")]
    public async Task Post_UnsupportedVersion_Is400(string version)
    {
        await using var server = await McpServerFixture.StartAsync();

        var answer = await SendAsync(server, McpMessages.LegacyRequest("tools/list", version: version));

        Assert.Equal(HttpStatusCode.BadRequest, answer.Status);
        Assert.NotNull(answer.Code);
    }

    [Fact]
    public async Task Post_NotificationOrResponse_Is202WithoutBody()
    {
        await using var server = await McpServerFixture.StartAsync();
        var session = await InitializeAsync(server);

        var notification = await SendAsync(server, McpMessages.LegacyNotification("notifications/initialized", session: session));
        var response = await SendAsync(server, McpMessages.Post("""{"jsonrpc":"2.0","id":5,"result":{}}""").With("Mcp-Session-Id", session));

        Assert.Equal((HttpStatusCode.Accepted, null), (notification.Status, notification.Body));
        Assert.Equal((HttpStatusCode.Accepted, null), (response.Status, response.Body));
    }

    [Theory]
    [InlineData(McpEngine.Direct)]
    [InlineData(McpEngine.Sdk)]
    public async Task Call_CallerMustAuthenticate_AnswersStatusAndChallenge(McpEngine engine)
    {
        await using var server = await StartAsync(engine);
        var session = await InitializeAsync(server);
        server.Invoker.On("echo", (_, _) => new(new FakeOutcome("", challenge: new CallerChallenge(403, ["Bearer error=\"insufficient_scope\""]))));

        var answer = await SendAsync(server, McpMessages.LegacyRequest("tools/call", """{"name":"echo"}""", session: session));

        Assert.Equal(HttpStatusCode.Forbidden, answer.Status);
        Assert.Equal("Bearer error=\"insufficient_scope\"", answer.Response.Headers.WwwAuthenticate.ToString());
    }

    [Theory]
    [InlineData(McpEngine.Direct)]
    [InlineData(McpEngine.Sdk)]
    public async Task Post_EngineSwitchedWithinSession_GoesOn(McpEngine first)
    {
        await using var server = await StartAsync(first);
        var session = await InitializeAsync(server);

        server.Publish(SomeMcp.Config with { Engine = first == McpEngine.Direct ? McpEngine.Sdk : McpEngine.Direct });
        var answer = await SendAsync(server, McpMessages.LegacyRequest("tools/call", """{"name":"echo","arguments":{}}""", session: session));

        AssertJson("""{"content":[{"type":"text","text":"{}"}]}""", answer.Result);
    }

    private static Task<McpServerFixture> StartAsync(McpEngine engine) => McpServerFixture.StartAsync(SomeMcp.Config with { Engine = engine });

    private static async Task<string> InitializeAsync(McpServerFixture server) =>
        (await server.Client.SendAsync(McpMessages.Initialize())).Headers.GetValues("Mcp-Session-Id").Single();

    private static async Task<Answer> SendAsync(McpServerFixture server, HttpRequestMessage request) =>
        await Answer.ReadAsync(await server.Client.SendAsync(request));

    private static void AssertJson(string expected, JsonNode? actual) =>
        Assert.True(JsonNode.DeepEquals(JsonNode.Parse(expected), actual), $"Expected {expected}\nbut got {actual?.ToJsonString()}");
}
