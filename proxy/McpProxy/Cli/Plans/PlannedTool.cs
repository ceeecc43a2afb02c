using System.Text.Json;
using McpProxy.Configuration;
using McpProxy.Host.Hosting;
using McpProxy.Tools;

namespace McpProxy.Host.Cli.Plans;

/// <summary>A tool of one of two configurations.</summary>
/// <param name="Tool">The tool, compiled.</param>
/// <param name="Listed">As clients get it.</param>
internal sealed record PlannedTool(ToolBinding Tool, ListedTool Listed)
{
    public string Name => Tool.Name;

    /// <summary>Method and path; empty for a tool of a plugin.</summary>
    public string Request => Tool.HasRoute ? $"{Tool.Request.Method} {Tool.Request.PathText}" : "";

    /// <summary>All that there is to say of it, also where clients get less.</summary>
    public ToolDefinition Definition => Tool.Definition.Whole;

    public JsonElement InputSchema => JsonElement.Parse(Definition.InputSchema.Span);

    public JsonElement? OutputSchema => Definition.OutputSchema.IsEmpty ? null : JsonElement.Parse(Definition.OutputSchema.Span);

    /// <summary>All tools by name, those included that clients have to search for.</summary>
    public static SortedDictionary<string, PlannedTool> AllOf(ProxyHost host)
    {
        var catalog = host.Services.GetRequiredService<LiveConfig>().Current.Catalog.All;
        var tools = new SortedDictionary<string, PlannedTool>(StringComparer.Ordinal);
        foreach (var listed in ListedTool.Of(host, toolset: null, all: true)!)
        {
            if (catalog.Find(listed.Name) is { Meta: null } tool)
            {
                tools.Add(listed.Name, new PlannedTool(tool, listed));
            }
        }

        return tools;
    }
}
