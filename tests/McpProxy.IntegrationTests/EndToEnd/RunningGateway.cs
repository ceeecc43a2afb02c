using McpProxy.IntegrationTests.Cli;

namespace McpProxy.IntegrationTests.EndToEnd;

/// <summary>A real <c>mcpproxy run</c> on the files of a test.</summary>
internal sealed class RunningGateway : IAsyncDisposable
{
    private RunningGateway(CliProcess process, Uri address)
    {
        Process = process;
        Address = address;
    }

    public CliProcess Process { get; }

    /// <summary>Address of the HTTP door.</summary>
    public Uri Address { get; }

    /// <summary>Address of the MCP door.</summary>
    public Uri Mcp => new(Address, "mcp");

    public static async Task<RunningGateway> StartAsync(GatewayFiles files)
    {
        var (process, address) = await CliProcess.RunAsync(files.Folder, ["--config", files.BaseFile, "--config", files.LayerFile]);
        return new RunningGateway(process, address);
    }

    public ValueTask DisposeAsync() => Process.DisposeAsync();
}
