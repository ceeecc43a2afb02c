using System.Net;
using System.Net.Http.Headers;
using McpProxy.Configuration;
using McpProxy.Testing.Mcp;
using static McpProxy.IntegrationTests.Mcp.ModernDoor;

namespace McpProxy.IntegrationTests.Mcp;

/// <summary>The duties of a 2026-07-28 server at one POST, in the order in which a request meets them, on both engines.</summary>
public sealed class ModernPostTests
{
    [Theory]
    [InlineData("application/json", HttpStatusCode.NotAcceptable)]
    [InlineData("text/event-stream", HttpStatusCode.NotAcceptable)]
    [InlineData("text/html", HttpStatusCode.NotAcceptable)]
    [InlineData("application/json, text/event-stream;q=0", HttpStatusCode.NotAcceptable)]
    [InlineData("*/*", HttpStatusCode.OK)]
    [InlineData("application/*, text/*;q=0.5", HttpStatusCode.OK)]
    [InlineData("Application/JSON;q=1.0 , text/event-stream", HttpStatusCode.OK)]
    public async Task Post_Accept_MustListBothKindsOfAnswer(string accept, HttpStatusCode expected)
    {
        await using var server = await McpServerFixture.StartAsync();

        var answer = await SendAsync(server, McpMessages.ModernCall("echo").With("Accept", accept));

        Assert.Equal(expected, answer.Status);
        Assert.Equal(expected == HttpStatusCode.OK ? null : -32600, answer.Code);
    }

    [Theory]
    [InlineData("text/plain", HttpStatusCode.UnsupportedMediaType)]
    [InlineData("application/x-www-form-urlencoded", HttpStatusCode.UnsupportedMediaType)]
    [InlineData("application/json; charset=utf-16", HttpStatusCode.UnsupportedMediaType)]
    [InlineData("application/json; charset=\"UTF-8\"", HttpStatusCode.OK)]
    [InlineData("application/json", HttpStatusCode.OK)]
    public async Task Post_ContentType_MustBeJson(string type, HttpStatusCode expected)
    {
        await using var server = await McpServerFixture.StartAsync();
        var request = McpMessages.ModernCall("echo");
        request.Content!.Headers.ContentType = MediaTypeHeaderValue.Parse(type);

        var answer = await SendAsync(server, request);

        Assert.Equal(expected, answer.Status);
        Assert.Equal(expected == HttpStatusCode.OK ? null : -32600, answer.Code);
    }

    [Theory]
    [InlineData("gzip", HttpStatusCode.UnsupportedMediaType)]
    [InlineData("identity", HttpStatusCode.OK)]
    public async Task Post_ContentEncoding_MustBeNone(string encoding, HttpStatusCode expected)
    {
        await using var server = await McpServerFixture.StartAsync();
        var request = McpMessages.ModernCall("echo");
        request.Content!.Headers.ContentEncoding.Add(encoding);

        using var response = await server.Client.SendAsync(request, TestContext.Current.CancellationToken);
        var answer = await Answer.ReadAsync(response);

        Assert.Equal(expected, answer.Status);
        Assert.Equal(expected == HttpStatusCode.OK ? null : -32600, answer.Code);
        Assert.Equal(expected == HttpStatusCode.OK ? [] : ["identity"], response.Headers.TryGetValues("Accept-Encoding", out var accepted) ? accepted : []);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Post_BodyTooLarge_Is413(bool chunked)
    {
        await using var server = await McpServerFixture.StartAsync(SomeMcp.Config with { Limits = new McpLimitsConfig { MaxRequestBytes = 2048 } });
        var request = McpMessages.ModernCall("echo", $$"""{"message":"{{new string('x', 5000)}}"}""");
        request.Headers.TransferEncodingChunked = chunked;

        var answer = await SendAsync(server, request);

        Assert.Equal(HttpStatusCode.RequestEntityTooLarge, answer.Status);
        Assert.Equal("""{"jsonrpc":"2.0","error":{"code":-32600,"message":"Invalid request: the body is larger than 2048 bytes."}}""", answer.Body!.ToJsonString());
        Assert.Empty(server.Invoker.Calls);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Post_LargeBodyInManyPieces_ArrivesWhole(bool chunked)
    {
        await using var server = await McpServerFixture.StartAsync();
        var arguments = $$"""{"message":"{{new string('x', 1_000_000)}}"}""";
        string? received = null;
        server.Invoker.On("echo", (call, _) =>
        {
            received = System.Text.Encoding.UTF8.GetString(call.Arguments.Span);
            return new(new FakeOutcome("ok"));
        });
        var request = McpMessages.ModernCall("echo", arguments);
        request.Headers.TransferEncodingChunked = chunked;

        var answer = await SendAsync(server, request);

        Assert.Equal(HttpStatusCode.OK, answer.Status);
        Assert.Equal(arguments, received);
    }

    [Theory]
    [InlineData("", -32700)]
    [InlineData("{", -32700)]
    [InlineData("null", -32600)]
    [InlineData("[]", -32600)]
    [InlineData("""[{"jsonrpc":"2.0","id":1,"method":"ping"}]""", -32600)]
    [InlineData("""{"jsonrpc":"2.0","id":null,"method":"tools/list"}""", -32600)]
    [InlineData("""{"jsonrpc":"2.0","id":1.5,"method":"tools/list"}""", -32600)]
    [InlineData("""{"jsonrpc":"1.0","method":"tools/list"}""", -32600)]
    [InlineData("""{"jsonrpc":"2.0","result":{}}""", -32600)]
    public async Task Post_NotAMessage_Is400WithoutId(string body, int code)
    {
        await using var server = await McpServerFixture.StartAsync();

        var answer = await SendAsync(server, McpMessages.Post(body).With("MCP-Protocol-Version", McpMessages.Modern));

        Assert.Equal(HttpStatusCode.BadRequest, answer.Status);
        Assert.Equal(code, answer.Code);
        Assert.False(answer.Body!.AsObject().ContainsKey("id"));
    }

    [Fact]
    public async Task Post_Notification_Is202WithoutBody()
    {
        await using var server = await McpServerFixture.StartAsync();

        var answer = await SendAsync(server, McpMessages.LegacyNotification("notifications/anything").With("MCP-Protocol-Version", McpMessages.Modern));

        Assert.Equal(HttpStatusCode.Accepted, answer.Status);
        Assert.Null(answer.Body);
    }

    [Theory]
    [InlineData(null, -32020)]
    [InlineData("2025-11-25", -32020)]
    [InlineData("2026-07-29", -32020)]
    public async Task Post_VersionHeaderDiffersFromBody_IsHeaderMismatch(string? version, int code)
    {
        await using var server = await McpServerFixture.StartAsync();

        await AssertRefusedAsync(server, McpMessages.ModernCall("echo").With("MCP-Protocol-Version", version), HttpStatusCode.BadRequest, code);
    }

    [Fact]
    public async Task Post_UnsupportedVersion_SaysWhatIsSupported()
    {
        await using var server = await McpServerFixture.StartAsync();
        var body = """{"jsonrpc":"2.0","id":1,"method":"tools/list","params":{"_meta":{"io.modelcontextprotocol/protocolVersion":"2099-01-01","io.modelcontextprotocol/clientCapabilities":{}}}}""";

        var answer = await SendAsync(server, McpMessages.Post(body).With("MCP-Protocol-Version", "2099-01-01").With("Mcp-Method", "tools/list"));

        Assert.Equal(HttpStatusCode.BadRequest, answer.Status);
        AssertJson("""{"code":-32022,"message":"Unsupported protocol version","data":{"supported":["2026-07-28"],"requested":"2099-01-01"}}""", answer.Body!["error"]);
    }

    [Theory]
    [InlineData("{}")]
    [InlineData("""{"_meta":{}}""")]
    [InlineData("""{"_meta":[]}""")]
    [InlineData("""{"_meta":{"io.modelcontextprotocol/protocolVersion":"2026-07-28"}}""")]
    [InlineData("""{"_meta":{"io.modelcontextprotocol/protocolVersion":"2026-07-28","io.modelcontextprotocol/clientCapabilities":[]}}""")]
    [InlineData("""{"_meta":{"io.modelcontextprotocol/protocolVersion":7,"io.modelcontextprotocol/clientCapabilities":{}}}""")]
    public async Task Post_IncompleteMeta_IsInvalidParams(string parameters)
    {
        await using var server = await McpServerFixture.StartAsync();
        var request = McpMessages.LegacyRequest("tools/list", parameters, version: McpMessages.Modern).With("Mcp-Method", "tools/list");

        await AssertRefusedAsync(server, request, HttpStatusCode.BadRequest, -32602);
    }

    [Theory]
    [InlineData("Mcp-Method", null)]
    [InlineData("Mcp-Method", "tools/list")]
    [InlineData("Mcp-Method", "Tools/call")]
    [InlineData("Mcp-Name", null)]
    [InlineData("Mcp-Name", "slow")]
    [InlineData("Mcp-Name", "=?base64?ZWNo?=")]
    [InlineData("Mcp-Name", "=?base64?%%%?=")]
    public async Task Post_RoutingHeaderMissingOrDifferent_IsHeaderMismatch(string header, string? value)
    {
        await using var server = await McpServerFixture.StartAsync();

        await AssertRefusedAsync(server, McpMessages.ModernCall("echo").With(header, value), HttpStatusCode.BadRequest, -32020);
        Assert.Empty(server.Invoker.Calls);
    }

    [Fact]
    public async Task Post_RoutingHeaderInBase64_IsDecoded()
    {
        await using var server = await McpServerFixture.StartAsync();

        Assert.Equal(HttpStatusCode.OK, (await SendAsync(server, McpMessages.ModernCall("echo").With("mcp-name", "=?base64?ZWNobw==?="))).Status);
    }

    [Theory]
    [InlineData(McpEngine.Direct)]
    [InlineData(McpEngine.Sdk)]
    public async Task Post_AnnotatedArgument_MustBeInHeader(McpEngine engine)
    {
        await using var server = await StartAsync(engine);
        var arguments = """{"region":"eu"}""";

        await AssertRefusedAsync(server, McpMessages.ModernCall("annotated", arguments), HttpStatusCode.BadRequest, -32020);
        await AssertRefusedAsync(server, McpMessages.ModernCall("annotated", arguments).With("Mcp-Param-Region", "na"), HttpStatusCode.BadRequest, -32020);
        Assert.Equal(HttpStatusCode.OK, (await SendAsync(server, McpMessages.ModernCall("annotated", arguments).With("Mcp-Param-Region", "eu"))).Status);
    }

    [Theory]
    [InlineData(McpEngine.Direct, "ping")]
    [InlineData(McpEngine.Direct, "initialize")]
    [InlineData(McpEngine.Direct, "logging/setLevel")]
    [InlineData(McpEngine.Direct, "resources/list")]
    [InlineData(McpEngine.Direct, "no/such")]
    [InlineData(McpEngine.Sdk, "ping")]
    [InlineData(McpEngine.Sdk, "initialize")]
    [InlineData(McpEngine.Sdk, "logging/setLevel")]
    [InlineData(McpEngine.Sdk, "resources/list")]
    [InlineData(McpEngine.Sdk, "no/such")]
    public async Task Post_MethodNotServed_Is404(McpEngine engine, string method)
    {
        await using var server = await StartAsync(engine);

        await AssertRefusedAsync(server, McpMessages.ModernRequest(method), HttpStatusCode.NotFound, -32601);
    }

    [Theory]
    [InlineData("GET")]
    [InlineData("DELETE")]
    public async Task GetAndDelete_ModernVersion_AreNotAllowed(string method)
    {
        await using var server = await McpServerFixture.StartAsync();
        using var request = new HttpRequestMessage(new HttpMethod(method), "/mcp").With("MCP-Protocol-Version", McpMessages.Modern).With("Mcp-Session-Id", "x").With("Accept", "text/event-stream");

        var answer = await SendAsync(server, request);

        Assert.Equal(HttpStatusCode.MethodNotAllowed, answer.Status);
        Assert.Equal("POST", answer.Response.Content.Headers.Allow.Single());
    }

    [Fact]
    public async Task Post_SessionAndEventIds_AreIgnored()
    {
        await using var server = await McpServerFixture.StartAsync();

        var answer = await SendAsync(server, McpMessages.ModernCall("echo").With("Mcp-Session-Id", "unknown").With("Last-Event-ID", "7"));

        Assert.Equal(HttpStatusCode.OK, answer.Status);
        Assert.False(answer.Response.Headers.Contains("Mcp-Session-Id"));
    }

    [Fact]
    public async Task Post_ToolsetPath_ServesItsToolsOnly()
    {
        await using var server = await McpServerFixture.StartAsync();

        var list = await SendAsync(server, McpMessages.ModernRequest("tools/list", path: "/mcp/small"));
        var discovery = await SendAsync(server, McpMessages.ModernRequest("server/discover", path: "/mcp/small"));

        Assert.Equal(["echo"], list.Result!["tools"]!.AsArray().Select(t => (string)t!["name"]!));
        Assert.Equal("Only echo.", (string)discovery.Result!["instructions"]!);
        await AssertRefusedAsync(server, McpMessages.ModernCall("slow", path: "/mcp/small"), HttpStatusCode.OK, -32602);
        Assert.Equal(HttpStatusCode.NotFound, (await SendAsync(server, McpMessages.ModernRequest("tools/list", path: "/mcp/none"))).Status);
    }

    [Fact]
    public async Task Post_AfterReload_SeesNewToolsAndToolsets()
    {
        await using var server = await McpServerFixture.StartAsync();

        server.Publish(SomeMcp.WithTools(1) with { Toolsets = new Dictionary<string, ToolsetConfig> { ["fresh"] = new() } });

        Assert.Equal(["tool_0000"], (await SendAsync(server, McpMessages.ModernRequest("tools/list", path: "/mcp/fresh"))).Result!["tools"]!.AsArray().Select(t => (string)t!["name"]!));
        Assert.Equal(HttpStatusCode.NotFound, (await SendAsync(server, McpMessages.ModernRequest("tools/list", path: "/mcp/small"))).Status);
    }
}
