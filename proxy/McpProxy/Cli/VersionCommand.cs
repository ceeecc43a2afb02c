using System.CommandLine;

namespace McpProxy.Host.Cli;

/// <summary><c>mcpproxy version</c>.</summary>
internal sealed class VersionCommand : Verb
{
    private readonly CommonOptions _common;

    public VersionCommand(CommonOptions common)
        : base("version", "Print the version.")
    {
        _common = common;
        Add(common.Json);
    }

    public override IReadOnlyList<string> Examples { get; } = ["mcpproxy version", "mcpproxy version --json"];

    protected override Task<int> RunAsync(ParseResult parsed, CliConsole console, CancellationToken cancellationToken)
    {
        if (parsed.GetValue(_common.Json))
        {
            console.WriteJson(VersionInfo.Current, CliJson.Default.VersionInfo);
        }
        else
        {
            console.Output.WriteLine(VersionInfo.Current);
        }

        return Task.FromResult(ExitCodes.Ok);
    }
}
