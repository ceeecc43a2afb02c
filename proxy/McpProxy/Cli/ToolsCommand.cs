using System.CommandLine;

namespace McpProxy.Host.Cli;

/// <summary><c>mcpproxy tools</c>: looks at tools and calls them, without a running proxy.</summary>
internal sealed class ToolsCommand : Command, IExamples
{
    public ToolsCommand(CommonOptions common)
        : base("tools", "List, show and call the tools of a configuration.")
    {
        Add(new ToolsListCommand(common));
        Add(new ToolsShowCommand(common));
        Add(new ToolsCallCommand(common));
    }

    public IReadOnlyList<string> Examples { get; } =
        ["mcpproxy tools list", "mcpproxy tools show get_profile", "mcpproxy tools call get_profile --args '{\"profileId\":\"1\"}'"];
}
