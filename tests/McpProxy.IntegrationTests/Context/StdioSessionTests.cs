using System.IO.Pipelines;
using System.Text;
using System.Text.Json;
using McpProxy.Context;
using McpProxy.IntegrationTests.Mcp.WebSockets;
using McpProxy.Mcp.Stdio;
using McpProxy.State;
using McpProxy.Testing;
using Microsoft.Extensions.DependencyInjection;

namespace McpProxy.IntegrationTests.Context;

/// <summary>A connection is its own session, also over stdio, and leaves nothing behind.</summary>
public sealed class StdioSessionTests
{
    [Fact]
    public async Task Session_Stdio_KeepsTheChoiceUntilTheConnectionEnds()
    {
        var store = new RecordingStateStore();
        await using var gateway = await RegionalGateway.StartAsync(configure: b => b.Services.AddSingleton<IStateStore>(store));
        var (input, output) = (new Pipe(), new Pipe());
        var run = gateway.Proxy.Services.GetRequiredService<StdioServer>().RunAsync(input.Reader.AsStream(), output.Writer.AsStream(), null, TestContext.Current.CancellationToken);
        using var reader = new StreamReader(output.Reader.AsStream());
        await AskAsync(WebSocketDoor.Initialize);
        await AskAsync(WebSocketDoor.Call("choose", arguments: """{"identity":"i1","region":"eu"}"""));

        var echo = gateway.ReadResult((await AskAsync(WebSocketDoor.Call("echo"))).GetProperty("result"));
        var kept = Assert.Single(store.Written);
        await input.Writer.CompleteAsync();
        await run.Soon();

        Assert.Equal(("i1", "eu"), (echo.Headers["X-Identity"], echo.Region));
        Assert.StartsWith(SessionContexts.KeyOf("connection-"), kept, StringComparison.Ordinal);
        Assert.Null(await store.Records.GetAsync(kept, TestContext.Current.CancellationToken));

        async Task<JsonElement> AskAsync(string message)
        {
            await input.Writer.WriteAsync(Encoding.UTF8.GetBytes(message + "\n"));
            return JsonElement.Parse((await reader.ReadLineAsync().Soon())!);
        }
    }
}
