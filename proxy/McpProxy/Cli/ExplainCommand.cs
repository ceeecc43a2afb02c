using System.CommandLine;
using McpProxy.Configuration;
using McpProxy.Dispatch;
using McpProxy.Host.Cli.Explanations;
using McpProxy.Host.Hosting;
using McpProxy.Tools;

namespace McpProxy.Host.Cli;

/// <summary><c>mcpproxy explain TOOL</c>: the request that a call would send, and where each of its values comes from.</summary>
internal sealed class ExplainCommand : Verb
{
    private readonly CommonOptions _common;
    private readonly Argument<string> _name = new("TOOL") { Description = "The tool." };
    private readonly Option<string> _args = CallArguments.Option();

    public ExplainCommand(CommonOptions common)
        : base("explain", "Show the request that a call of a tool would send, and where each of its values comes from. Nothing is sent, no token is exchanged, and secrets are redacted.")
    {
        _common = common;
        Add(_name);
        Add(_args);
        Add(common.Json);
    }

    public override IReadOnlyList<string> Examples { get; } =
        ["mcpproxy explain get_profile --args '{\"profileId\":\"1\"}'", "mcpproxy explain create_campaign --args @campaign.json --config my.json --json"];

    protected override async Task<int> RunAsync(ParseResult parsed, CliConsole console, CancellationToken cancellationToken)
    {
        if (await CallArguments.ReadAsync(parsed.GetRequiredValue(_args), console, cancellationToken) is not { } arguments)
        {
            return ExitCodes.Usage;
        }

        await using var host = await ProxyHost.OpenAsync(_common.Settings(parsed), HostMode.Inspect, cancellationToken, ExplainSetup.AddTo);
        var name = parsed.GetRequiredValue(_name);
        if (ToolLookup.Find(host, name) is not { } tool)
        {
            return ToolLookup.RefuseTool(host, name, console);
        }

        if (!tool.HasRoute)
        {
            console.Error.WriteLine($"mcpproxy: '{name}' is a tool of a plugin ({tool.ConfigPath}); it has no request of its own.");
            return ExitCodes.Failed;
        }

        using var outcome = await RunAsync(host, tool, arguments, cancellationToken);
        var record = host.Services.GetRequiredService<RequestRecord>();
        if (record.Request is null)
        {
            console.Error.WriteLine($"mcpproxy: the call would end before a request is sent: {outcome.Error?.Message ?? "its route answers it."}");
            if (outcome.Error?.Hint is { Length: > 0 } hint)
            {
                console.Error.WriteLine(hint);
            }

            return ExitCodes.Failed;
        }

        var maxDepth = host.Services.GetRequiredService<LiveConfig>().Current.Mcp.Limits.MaxJsonDepth;
        var explanation = new Explanation(tool, record, new ExplainedArguments(tool, arguments, maxDepth, host.Services.GetRequiredService<TimeProvider>()));
        if (parsed.GetValue(_common.Json))
        {
            console.WriteJson(writer => ExplanationReport.Write(writer, explanation));
        }
        else
        {
            ExplanationReport.Write(console, explanation);
        }

        return ExitCodes.Ok;
    }

    /// <summary>Who may make the call is not the question here.</summary>
    private static async Task<ToolOutcome> RunAsync(ProxyHost host, ToolBinding tool, ReadOnlyMemory<byte> arguments, CancellationToken cancellationToken) =>
        await host.Services.GetRequiredService<IToolInvoker>().InvokeAsync(
            new ToolCall { Snapshot = host.Services.GetRequiredService<LiveConfig>().Current with { Access = null }, Tool = tool, Arguments = arguments }, cancellationToken);
}
