using System.Net;
using System.Net.Sockets;
using McpProxy.Testing.Mcp;

namespace McpProxy.IntegrationTests.Cli;

/// <summary>The executable as a bridge.</summary>
public sealed class BridgeCommandTests : IDisposable
{
    private const string Initialize = """{"jsonrpc":"2.0","id":0,"method":"initialize","params":{"protocolVersion":"2025-06-18","capabilities":{},"clientInfo":{"name":"t","version":"1"}}}""";

    private readonly WorkFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task Connect_ServerWithCredential_IsServedAndNothingSecretIsPrinted()
    {
        var authorization = "";
        await using var server = await McpServerFixture.StartAsync(SomeMcp.Config, before: http =>
        {
            authorization = http.Request.Headers.Authorization.ToString();
            return Task.CompletedTask;
        });
        await using var process = CliProcess.Start(
            _folder.Path,
            ["stdio", "--connect", server.Endpoint.ToString(), "--header", "Authorization: Bearer env:BRIDGE_TOKEN"],
            ("BRIDGE_TOKEN", "s3cret"), ("Logging__LogLevel__Default", "Trace"));

        await process.Input.WriteLineAsync(Initialize);
        await process.OutputLineAsync(line => line.Contains("\"protocolVersion\":\"2025-06-18\"", StringComparison.Ordinal));
        process.Input.Close();

        Assert.Equal(0, await process.ExitAsync());
        Assert.Equal("Bearer s3cret", authorization);
        Assert.Single(process.Output);
        Assert.DoesNotContain(process.Error, line => line.Contains("s3cret", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Connect_NobodyListens_EndsWith1AndSaysWhy()
    {
        using var closed = new TcpListener(IPAddress.Loopback, 0);
        closed.Start();
        var url = $"http://127.0.0.1:{((IPEndPoint)closed.LocalEndpoint).Port}/mcp";
        closed.Stop();
        await using var process = CliProcess.Start(_folder.Path, ["stdio", "--connect", url]);

        await process.Input.WriteLineAsync(Initialize);
        await process.OutputLineAsync(line => line.Contains("cannot be reached", StringComparison.Ordinal));
        process.Input.Close();

        Assert.Equal(1, await process.ExitAsync());
        Assert.Contains(process.Error, line => line.StartsWith($"mcpproxy: {url} could not be reached: ", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Connect_Sigterm_EndsWith0()
    {
        await using var server = await McpServerFixture.StartAsync(SomeMcp.Config);
        await using var process = CliProcess.Start(_folder.Path, ["stdio", "--connect", server.Endpoint.ToString()]);
        await process.Input.WriteLineAsync(Initialize);
        await process.OutputLineAsync(line => line.Contains("protocolVersion", StringComparison.Ordinal));

        await process.TerminateAsync();

        Assert.Equal(0, await process.ExitAsync());
    }
}
