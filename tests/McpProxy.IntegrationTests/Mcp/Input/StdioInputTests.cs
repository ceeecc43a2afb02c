using System.IO.Pipelines;
using System.Text;
using System.Text.Json.Nodes;
using McpProxy.Configuration;
using McpProxy.Dispatch;
using McpProxy.Mcp.Stdio;
using McpProxy.Shaping;
using McpProxy.Testing;
using McpProxy.Testing.Mcp;
using Microsoft.Extensions.DependencyInjection;

namespace McpProxy.IntegrationTests.Mcp.Input;

/// <summary>A client over stdio is asked on its one connection, and answers there.</summary>
public sealed class StdioInputTests : IAsyncDisposable
{
    private const string Call = """{"jsonrpc":"2.0","id":1,"method":"tools/call","params":{"name":"echo"}}""";
    private readonly Pipe _input = new();
    private readonly Pipe _output = new();
    private StreamReader? _reader;
    private McpServerFixture? _server;
    private Task _run = Task.CompletedTask;

    [Theory]
    [InlineData(McpEngine.Direct)]
    [InlineData(McpEngine.Sdk)]
    public async Task Call_LegacyClient_IsAskedAndAnswered(McpEngine engine)
    {
        await StartAsync(engine);

        await WriteAsync(Call);
        var asked = (await ReadAsync())!;
        Assert.Equal("roots/list", (string?)asked["method"]);
        await WriteAsync($$"""{"jsonrpc":"2.0","id":{{asked["id"]!.ToJsonString()}},"result":{"roots":[]} }""");

        Assert.Equal("answered", (string?)(await ReadAsync())!["result"]!["content"]![0]!["text"]);
    }

    [Theory]
    [InlineData(McpEngine.Direct)]
    [InlineData(McpEngine.Sdk)]
    public async Task Call_ClientLeavesInsteadOfAnswering_FailsAtOnce(McpEngine engine)
    {
        await StartAsync(engine);
        await WriteAsync(Call);
        await ReadAsync();

        await _input.Writer.CompleteAsync();

        Assert.True((bool)(await ReadAsync())!["result"]!["isError"]!);
        await _run.Soon();
    }

    [Fact]
    public async Task Call_ModernClient_IsAskedByResult()
    {
        await StartAsync(McpEngine.Direct);

        await WriteAsync("""{"jsonrpc":"2.0","id":2,"method":"tools/call","params":{"name":"echo","_meta":{"io.modelcontextprotocol/protocolVersion":"2026-07-28","io.modelcontextprotocol/clientCapabilities":{"roots":{}}}}}""");

        Assert.Equal("input_required", (string?)(await ReadAsync())!["result"]!["resultType"]);
    }

    public async ValueTask DisposeAsync()
    {
        await _input.Writer.CompleteAsync();
        await _run.Soon();
        _reader?.Dispose();
        if (_server is not null)
        {
            await _server.DisposeAsync();
        }
    }

    private async Task StartAsync(McpEngine engine)
    {
        _server = await McpServerFixture.StartAsync(SomeMcp.Config with { Engine = engine });
        _server.Invoker.On("echo", (call, _) => new(call.Input is null
            ? new InputRequiredOutcome([new InputRequest("where", InputKind.Roots, default)], "state", "id", declaresOutput: false)
            : (ToolOutcome)new FakeOutcome("answered")));
        _reader = new StreamReader(_output.Reader.AsStream());
        _run = RunAsync(_server.Services.GetRequiredService<StdioServer>());
        await WriteAsync("""{"jsonrpc":"2.0","id":0,"method":"initialize","params":{"protocolVersion":"2025-11-25","capabilities":{"roots":{}},"clientInfo":{"name":"t","version":"1"}}}""");
        await ReadAsync();
    }

    private async Task RunAsync(StdioServer server)
    {
        await server.RunAsync(_input.Reader.AsStream(), _output.Writer.AsStream(), null, CancellationToken.None);
        await _output.Writer.CompleteAsync();
    }

    private async Task WriteAsync(string line) => await _input.Writer.WriteAsync(Encoding.UTF8.GetBytes(line + "\n"));

    private async Task<JsonNode?> ReadAsync() => await _reader!.ReadLineAsync().Soon() is { } line ? JsonNode.Parse(line) : null;
}
