using System.CommandLine;
using System.Text.Json;
using McpProxy.Host.Hosting;

namespace McpProxy.Host.Cli;

/// <summary><c>mcpproxy tools list</c>.</summary>
internal sealed class ToolsListCommand : Verb
{
    private const int LongestDescription = 72;

    private readonly CommonOptions _common;
    private readonly Option<bool> _all = new("--all") { Description = "List every tool, also those that clients have to search or enable first." };

    public ToolsListCommand(CommonOptions common)
        : base("list", "List the tools, with an estimate of the tokens that each definition costs a model.")
    {
        _common = common;
        Add(common.Toolset);
        Add(_all);
        Add(common.Json);
    }

    public override IReadOnlyList<string> Examples { get; } =
        ["mcpproxy tools list --config my.json", "mcpproxy tools list --toolset reporting", "mcpproxy tools list --all", "mcpproxy tools list --json | jq '.totalTokens'"];

    protected override async Task<int> RunAsync(ParseResult parsed, CliConsole console, CancellationToken cancellationToken)
    {
        await using var host = await ProxyHost.OpenAsync(_common.Settings(parsed), HostMode.Inspect, cancellationToken);
        var toolset = parsed.GetValue(_common.Toolset);
        if (ListedTool.Of(host, toolset, parsed.GetValue(_all)) is not { } tools)
        {
            return ToolLookup.RefuseToolset(host, toolset!, console);
        }

        if (parsed.GetValue(_common.Json))
        {
            console.WriteJson(writer => WriteJson(writer, tools));
        }
        else
        {
            console.WriteTable([["NAME", "TOKENS", "EFFECT", "DESCRIPTION"], .. tools.Select(Row)]);
            console.Output.WriteLine();
            console.Output.WriteLine($"{tools.Count} tool{(tools.Count == 1 ? "" : "s")}, about {tools.Sum(t => t.Tokens)} tokens together.");
        }

        return ExitCodes.Ok;
    }

    private static string[] Row(ListedTool tool) => [tool.Name, tool.Tokens.ToString(), tool.Effect, Shorten(tool.Description)];

    private static string Shorten(string description)
    {
        var line = description.ReplaceLineEndings(" ");
        return line.Length <= LongestDescription ? line : line[..(LongestDescription - 1)] + "…";
    }

    private static void WriteJson(Utf8JsonWriter writer, IReadOnlyList<ListedTool> tools)
    {
        writer.WriteStartObject();
        writer.WriteStartArray("tools");
        foreach (var tool in tools)
        {
            writer.WriteStartObject();
            writer.WriteString("name", tool.Name);
            writer.WriteNumber("tokens", tool.Tokens);
            writer.WritePropertyName("definition");
            tool.Definition.WriteTo(writer);
            writer.WriteEndObject();
        }

        writer.WriteEndArray();
        writer.WriteNumber("totalTokens", tools.Sum(t => t.Tokens));
        writer.WriteEndObject();
    }
}
