using System.CommandLine;
using System.Text.Json;
using McpProxy.Configuration;
using McpProxy.Host.Hosting;
using McpProxy.Tools;

namespace McpProxy.Host.Cli;

/// <summary><c>mcpproxy tools show NAME</c>.</summary>
internal sealed class ToolsShowCommand : Verb
{
    private readonly CommonOptions _common;
    private readonly Argument<string> _name = new("NAME") { Description = "The tool." };

    public ToolsShowCommand(CommonOptions common)
        : base("show", "Show one tool: its upstream request, and its definition as clients get it.")
    {
        _common = common;
        Add(_name);
        Add(common.Json);
    }

    public override IReadOnlyList<string> Examples { get; } = ["mcpproxy tools show get_profile", "mcpproxy tools show get_profile --config my.json --json"];

    protected override async Task<int> RunAsync(ParseResult parsed, CliConsole console, CancellationToken cancellationToken)
    {
        await using var host = await ProxyHost.OpenAsync(_common.Settings(parsed), HostMode.Inspect, cancellationToken);
        var name = parsed.GetRequiredValue(_name);
        if (ToolLookup.Find(host, name) is not { } tool)
        {
            return ToolLookup.RefuseTool(host, name, console);
        }

        var listed = ListedTool.Of(host, toolset: null, all: true)!.First(t => t.Name == name);
        var request = host.Services.GetRequiredService<LiveConfig>().Current.Mcp.Tools.GetValueOrDefault(name)?.Request;
        if (parsed.GetValue(_common.Json))
        {
            console.WriteJson(writer => WriteJson(writer, tool, listed, request));
        }
        else
        {
            Write(console, tool, listed, request);
        }

        return ExitCodes.Ok;
    }

    private static void Write(CliConsole console, ToolBinding tool, ListedTool listed, string? request)
    {
        console.WriteTable(
        [
            ["name", tool.Name],
            .. tool.HasRoute ? (string[][])[["request", request ?? ""], ["route", tool.RouteId]] : [["plugin", tool.ConfigPath]],
            ["timeout", tool.Timeout.ToString("c")],
            ["effect", listed.Effect],
            ["tokens", $"about {listed.Tokens}"],
        ]);
        console.Output.WriteLine();
        console.WriteJson(listed.Definition.WriteTo);
    }

    private static void WriteJson(Utf8JsonWriter writer, ToolBinding tool, ListedTool listed, string? request)
    {
        writer.WriteStartObject();
        writer.WriteString("name", tool.Name);
        if (tool.HasRoute)
        {
            writer.WriteString("request", request);
            writer.WriteString("route", tool.RouteId);
        }
        else
        {
            writer.WriteString("plugin", tool.ConfigPath);
        }

        writer.WriteNumber("timeoutSeconds", tool.Timeout.TotalSeconds);
        writer.WriteNumber("tokens", listed.Tokens);
        writer.WritePropertyName("definition");
        listed.Definition.WriteTo(writer);
        writer.WriteEndObject();
    }
}
