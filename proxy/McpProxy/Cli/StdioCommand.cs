using System.CommandLine;
using McpProxy.Configuration;
using McpProxy.Host.Hosting;
using McpProxy.Mcp.Stdio;

namespace McpProxy.Host.Cli;

/// <summary><c>mcpproxy stdio</c>: the same tools for a client that starts the proxy as its child.</summary>
internal sealed class StdioCommand : Verb
{
    private readonly CommonOptions _common;
    private readonly ConnectOptions _connect;

    public StdioCommand(CommonOptions common)
        : base("stdio", "Serve MCP over standard input and output, without listening, or carry it to a server (--connect). Logs go to standard error.")
    {
        _common = common;
        Add(common.Toolset);
        _connect = new ConnectOptions(this, common);
    }

    public override IReadOnlyList<string> Examples { get; } =
    [
        "mcpproxy stdio --config my.json",
        "mcpproxy stdio --config my.json --toolset reporting",
        "claude mcp add ads -- mcpproxy stdio --config my.json",
        "mcpproxy stdio --connect https://example.com/mcp",
        "mcpproxy stdio --connect https://example.com/mcp --header \"Authorization: Bearer env:TOKEN\"",
    ];

    protected override async Task<int> RunAsync(ParseResult parsed, CliConsole console, CancellationToken cancellationToken)
    {
        if (_connect.IsGiven(parsed))
        {
            return await _connect.RunAsync(parsed, console, cancellationToken);
        }

        await using var host = await ProxyHost.OpenAsync(_common.Settings(parsed), HostMode.Stdio, cancellationToken);
        var toolset = parsed.GetValue(_common.Toolset);
        if (host.Services.GetRequiredService<LiveConfig>().Current.Catalog.Find(toolset) is null)
        {
            return ToolLookup.RefuseToolset(host, toolset!, console);
        }

        await host.App.StartAsync(cancellationToken);
        await using var input = Console.OpenStandardInput();
        await using var output = Console.OpenStandardOutput();
        await host.Services.GetRequiredService<StdioServer>().RunAsync(input, output, toolset, host.App.Lifetime.ApplicationStopping);
        await host.App.StopAsync(cancellationToken);
        return ExitCodes.Ok;
    }
}
