using System.CommandLine;
using System.CommandLine.Help;

namespace McpProxy.Host.Cli;

/// <summary>The root of the command line. Without a verb it runs the proxy.</summary>
internal sealed class RootVerb : RootCommand, IExamples
{
    public RootVerb()
        : base("McpProxy: a YARP reverse proxy whose routes are MCP tools. Without a command it runs the proxy.")
    {
        var common = new CommonOptions();
        var run = new RunCommand(common);
        Add(common.Config);
        Add(common.Urls);
        Add(run);
        Add(new ValidateCommand(common));
        Add(new SchemaCommand(common));
        Add(new ToolsCommand(common));
        Add(new ExplainCommand(common));
        Add(new ImportCommand(common));
        Add(new PlanCommand(common));
        Add(new PluginsCommand(common));
        Add(new PresetsCommand(common));
        Add(new KeysCommand());
        Add(new StdioCommand(common));
        Add(new VersionCommand(common));
        SetAction(run.RunGuardedAsync);
        foreach (var option in Options)
        {
            switch (option)
            {
                case HelpOption { Action: HelpAction help }:
                    option.Action = new ExamplesHelpAction(help);
                    break;
                case VersionOption:
                    option.Action = new VersionAction();
                    break;
            }
        }
    }

    public IReadOnlyList<string> Examples { get; } =
    [
        "mcpproxy                                        the sample configuration on http://localhost:8000",
        "mcpproxy --config my.json                       your own",
        "mcpproxy validate --config my.json              check it first",
    ];
}
