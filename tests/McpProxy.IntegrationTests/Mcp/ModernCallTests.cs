using System.Net;
using McpProxy.Configuration;
using McpProxy.Dispatch;
using McpProxy.Testing.Mcp;
using static McpProxy.IntegrationTests.Mcp.ModernDoor;

namespace McpProxy.IntegrationTests.Mcp;

/// <summary><c>tools/call</c> of 2026-07-28, on both engines.</summary>
public sealed class ModernCallTests
{
    [Theory]
    [InlineData(McpEngine.Direct)]
    [InlineData(McpEngine.Sdk)]
    public async Task Call_KnownTool_AnswersJson(McpEngine engine)
    {
        await using var server = await StartAsync(engine);

        var answer = await SendAsync(server, McpMessages.ModernCall("echo", """{"message":"hi"}"""));

        Assert.Equal(HttpStatusCode.OK, answer.Status);
        Assert.Equal("application/json", answer.MediaType);
        AssertJson($$$"""
            {"jsonrpc":"2.0","id":1,"result":{"resultType":"complete","content":[{"type":"text","text":"{\"message\":\"hi\"}"}],
            "_meta":{"io.modelcontextprotocol/serverInfo":{{{ServerInfo}}} } } }
            """, answer.Body);
    }

    [Theory]
    [InlineData(McpEngine.Direct, "1")]
    [InlineData(McpEngine.Direct, "\"a-b\"")]
    [InlineData(McpEngine.Direct, "-9007199254740993")]
    [InlineData(McpEngine.Sdk, "1")]
    [InlineData(McpEngine.Sdk, "\"a-b\"")]
    [InlineData(McpEngine.Sdk, "-9007199254740993")]
    public async Task Call_AnyId_EchoesItWithItsType(McpEngine engine, string id)
    {
        await using var server = await StartAsync(engine);

        var answer = await SendAsync(server, McpMessages.ModernCall("echo", id: id));

        Assert.Equal(id, answer.Body!["id"]!.ToJsonString());
    }

    [Theory]
    [InlineData(McpEngine.Direct)]
    [InlineData(McpEngine.Sdk)]
    public async Task Call_ToolFails_AnswersResultThatSaysSo(McpEngine engine)
    {
        await using var server = await StartAsync(engine);
        server.Invoker.On("echo", (_, _) => new(new FakeOutcome("upstream said 500", isError: true)));

        var answer = await SendAsync(server, McpMessages.ModernCall("echo"));

        Assert.Equal(HttpStatusCode.OK, answer.Status);
        Assert.True((bool)answer.Result!["isError"]!);
    }

    [Theory]
    [InlineData(McpEngine.Direct)]
    [InlineData(McpEngine.Sdk)]
    public async Task Call_NoArguments_ReachesToolWithoutAny(McpEngine engine)
    {
        await using var server = await StartAsync(engine);

        var answer = await SendAsync(server, McpMessages.ModernRequest("tools/call", "\"name\":\"echo\"", "echo"));

        Assert.Equal(HttpStatusCode.OK, answer.Status);
        Assert.True(server.Invoker.Calls.Single().Arguments.IsEmpty);
    }

    [Theory]
    [InlineData(McpEngine.Direct)]
    [InlineData(McpEngine.Sdk)]
    public async Task Call_CallerMustAuthenticate_AnswersStatusAndChallenge(McpEngine engine)
    {
        await using var server = await StartAsync(engine);
        server.Invoker.On("echo", (_, _) => new(new FakeOutcome("", challenge: new CallerChallenge(401, ["Bearer realm=\"r\""]))));

        var answer = await SendAsync(server, McpMessages.ModernCall("echo"));

        Assert.Equal(HttpStatusCode.Unauthorized, answer.Status);
        Assert.Equal("Bearer realm=\"r\"", answer.Response.Headers.WwwAuthenticate.ToString());
        Assert.Equal(-32600, answer.Code);
        Assert.Equal(1, (int)answer.Body!["id"]!);
    }

    [Theory]
    [InlineData(McpEngine.Direct)]
    [InlineData(McpEngine.Sdk)]
    public async Task Call_InvokerThrows_TellsNothingOfIt(McpEngine engine)
    {
        await using var server = await StartAsync(engine);
        server.Invoker.On("echo", (_, _) => throw new InvalidDataException("secret detail"));

        var answer = await SendAsync(server, McpMessages.ModernCall("echo"));

        Assert.Equal(HttpStatusCode.InternalServerError, answer.Status);
        Assert.Equal("""{"jsonrpc":"2.0","id":1,"error":{"code":-32603,"message":"Internal error: the proxy failed to handle the request."}}""", answer.Body!.ToJsonString());
        Assert.Contains("secret detail", Assert.Single(server.Log.Entries), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(McpEngine.Direct)]
    [InlineData(McpEngine.Sdk)]
    public async Task Call_UnknownTool_IsInvalidParamsAtStatus200(McpEngine engine)
    {
        await using var server = await StartAsync(engine);

        await AssertRefusedAsync(server, McpMessages.ModernCall("nothing"), HttpStatusCode.OK, -32602);
    }

    [Theory]
    [InlineData("[]")]
    [InlineData("\"text\"")]
    [InlineData("7")]
    public async Task Call_ArgumentsNotAnObject_IsInvalidParams(string arguments)
    {
        await using var server = await McpServerFixture.StartAsync();

        await AssertRefusedAsync(server, McpMessages.ModernCall("echo", arguments), HttpStatusCode.OK, -32602);
    }
}
