using System.Buffers;
using System.CommandLine;
using System.Text.Json;
using McpProxy.Configuration;
using McpProxy.Dispatch;
using McpProxy.Host.Hosting;
using McpProxy.Mcp.Surface;
using McpProxy.Mcp.Wire;
using McpProxy.Tools;

namespace McpProxy.Host.Cli;

/// <summary><c>mcpproxy tools call NAME</c>: the same call that a client would make, in this process.</summary>
internal sealed class ToolsCallCommand : Verb
{
    private readonly CommonOptions _common;
    private readonly Argument<string> _name = new("NAME") { Description = "The tool." };
    private readonly Option<string> _args = CallArguments.Option();

    public ToolsCallCommand(CommonOptions common)
        : base("call", "Call a tool through its route, without listening. Exit code 0 when it succeeded, 1 when its result is an error.")
    {
        _common = common;
        Add(_name);
        Add(_args);
        Add(common.Json);
    }

    public override IReadOnlyList<string> Examples { get; } =
    [
        "mcpproxy tools call list_profiles",
        "mcpproxy tools call get_profile --args '{\"profileId\":\"1\"}'",
        "mcpproxy tools call create_campaign --args @campaign.json --json",
        "echo '{\"profileId\":\"1\"}' | mcpproxy tools call get_profile --args -",
    ];

    protected override async Task<int> RunAsync(ParseResult parsed, CliConsole console, CancellationToken cancellationToken)
    {
        if (await CallArguments.ReadAsync(parsed.GetRequiredValue(_args), console, cancellationToken) is not { } arguments)
        {
            return ExitCodes.Usage;
        }

        await using var host = await ProxyHost.OpenAsync(_common.Settings(parsed), HostMode.Call, cancellationToken);
        var name = parsed.GetRequiredValue(_name);
        if (ToolLookup.Find(host, name) is not { } tool)
        {
            return ToolLookup.RefuseTool(host, name, console);
        }

        await host.App.StartAsync(cancellationToken);
        using var outcome = await CallAsync(host, tool, arguments, console);
        var exitCode = Print(outcome, host, console, parsed.GetValue(_common.Json));
        await host.App.StopAsync(cancellationToken);
        return exitCode;
    }

    private static async Task<ToolOutcome> CallAsync(ProxyHost host, ToolBinding tool, ReadOnlyMemory<byte> arguments, CliConsole console)
    {
        var call = new ToolCall
        {
            Snapshot = host.Services.GetRequiredService<LiveConfig>().Current,
            Tool = tool,
            Arguments = arguments,
            Progress = new ConsoleProgress(console.Error),
        };
        return await host.Services.GetRequiredService<IToolInvoker>().InvokeAsync(call, host.App.Lifetime.ApplicationStopping);
    }

    private static int Print(ToolOutcome outcome, ProxyHost host, CliConsole console, bool json)
    {
        if (outcome.Challenge is { } challenge)
        {
            console.Error.WriteLine($"mcpproxy: the route refuses callers without a credential ({challenge.Status}); call it through a running proxy.");
            return ExitCodes.Failed;
        }

        var dialect = new McpSurface(host.Services.GetRequiredService<LiveConfig>().Current).Dialect(ProtocolRevision.LatestLegacy);
        var buffer = new ArrayBufferWriter<byte>();
        using (var writer = new Utf8JsonWriter(buffer))
        {
            outcome.WriteTo(writer, dialect);
        }

        using var result = JsonDocument.Parse(buffer.WrittenMemory);
        if (json)
        {
            console.WriteJson(result.RootElement.WriteTo);
        }
        else
        {
            ContentPrinter.Print(result.RootElement, console.Output);
        }

        return outcome.IsError ? ExitCodes.Failed : ExitCodes.Ok;
    }
}
