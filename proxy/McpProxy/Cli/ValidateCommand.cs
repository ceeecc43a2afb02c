using System.CommandLine;
using McpProxy.Configuration;
using McpProxy.Configuration.Imports;
using McpProxy.Host.Hosting;
using Yarp.ReverseProxy;

namespace McpProxy.Host.Cli;

/// <summary><c>mcpproxy validate</c>: everything that <c>run</c> does, short of listening.</summary>
internal sealed class ValidateCommand : Verb
{
    private readonly CommonOptions _common;

    public ValidateCommand(CommonOptions common)
        : base("validate", "Check the configuration as 'run' would, without listening. Exit code 0 when it is valid, 3 when not.")
    {
        _common = common;
        Add(common.Json);
    }

    public override IReadOnlyList<string> Examples { get; } =
        ["mcpproxy validate --config base.json --config production.json", "mcpproxy validate --config my.json --json"];

    protected override async Task<int> RunAsync(ParseResult parsed, CliConsole console, CancellationToken cancellationToken)
    {
        await using var host = await ProxyHost.OpenAsync(_common.Settings(parsed), HostMode.Inspect, cancellationToken);
        var proxy = host.Services.GetRequiredService<IProxyStateLookup>();
        var catalog = host.Services.GetRequiredService<LiveConfig>().Current.Catalog;
        var all = catalog.All;
        var report = new ValidationReport(true, proxy.GetRoutes().Count(), proxy.GetClusters().Count(), all.Tools.Length, catalog.Toolsets.Count, all.Resources.Count, all.Prompts.Length, [])
        {
            Warnings = [.. host.Services.GetRequiredService<ImportLog>().Last.SelectMany(r => r.Mistakes.Select(m => m.ToString()).Concat(r.Warnings.Select(w => $"{r.Path}: {OneLine.Of(w)}")))],
        };
        if (parsed.GetValue(_common.Json))
        {
            console.WriteJson(report, CliJson.Default.ValidationReport);
        }
        else
        {
            console.Output.WriteLine(report);
            foreach (var warning in report.Warnings)
            {
                console.Error.WriteLine($"warning: {warning}");
            }
        }

        return ExitCodes.Ok;
    }

    protected override void WriteMistakes(ParseResult parsed, CliConsole console, IReadOnlyList<ConfigError> errors)
    {
        if (parsed.GetValue(_common.Json))
        {
            console.WriteJson(new ValidationReport(false, 0, 0, 0, 0, 0, 0, errors), CliJson.Default.ValidationReport);
        }
        else
        {
            base.WriteMistakes(parsed, console, errors);
        }
    }
}
