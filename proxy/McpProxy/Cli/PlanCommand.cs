using System.CommandLine;
using McpProxy.Host.Cli.Plans;
using McpProxy.Host.Hosting;

namespace McpProxy.Host.Cli;

/// <summary><c>mcpproxy plan OLD NEW</c>: what changes for clients from one configuration to another.</summary>
internal sealed class PlanCommand : Verb
{
    private readonly CommonOptions _common;
    private readonly Argument<string> _old = new("OLD") { Description = "A configuration file, or an OpenAPI document." };
    private readonly Argument<string> _new = new("NEW") { Description = "What takes its place." };
    private readonly Option<bool> _fail = new("--fail-on-breaking") { Description = "End with exit code 1 when a caller that was right before may be wrong now." };

    public PlanCommand(CommonOptions common)
        : base("plan", "Compare the tools of two configurations or OpenAPI documents: added, removed, changed, breaking or not, and tokens. Files of --config lie under both.")
    {
        _common = common;
        Add(_old);
        Add(_new);
        Add(_fail);
        Add(common.Json);
    }

    public override IReadOnlyList<string> Examples { get; } =
    [
        "mcpproxy plan ../main/my.json my.json",
        "mcpproxy plan petstore-1.yaml petstore-2.yaml --fail-on-breaking",
        "mcpproxy plan old.json new.json --config base.json --json | jq '.removed[].name'",
    ];

    protected override async Task<int> RunAsync(ParseResult parsed, CliConsole console, CancellationToken cancellationToken)
    {
        var common = parsed.GetValue(_common.Config) ?? [];
        await using var before = await ProxyHost.OpenAsync(PlanSide.Settings(parsed.GetRequiredValue(_old), common), HostMode.Inspect, cancellationToken);
        await using var after = await ProxyHost.OpenAsync(PlanSide.Settings(parsed.GetRequiredValue(_new), common), HostMode.Inspect, cancellationToken);
        var plan = CatalogPlan.Of(before, after);
        if (parsed.GetValue(_common.Json))
        {
            console.WriteJson(writer => PlanReport.Write(writer, plan));
        }
        else
        {
            PlanReport.Write(console.Output, plan);
        }

        return plan.Breaks > 0 && parsed.GetValue(_fail) ? ExitCodes.Failed : ExitCodes.Ok;
    }
}
