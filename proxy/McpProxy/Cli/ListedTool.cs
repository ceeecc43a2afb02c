using System.Text.Json;
using McpProxy.Configuration;
using McpProxy.Host.Hosting;
using McpProxy.Mcp.Surface;
using McpProxy.Mcp.Wire;

namespace McpProxy.Host.Cli;

/// <summary>A tool as clients get it in <c>tools/list</c>.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Tokens">What its definition costs a model, see <see cref="TokenEstimate"/>.</param>
/// <param name="Definition">The MCP <c>Tool</c> object.</param>
internal sealed record ListedTool(string Name, int Tokens, JsonElement Definition)
{
    public string Description => Definition.GetProperty("description").GetString() ?? "";

    /// <summary>What the tool may do, in one word.</summary>
    public string Effect
    {
        get
        {
            var hints = Definition.GetProperty("annotations");
            return Hint(hints, "readOnlyHint") ? "reads" : Hint(hints, "destructiveHint") ? "destroys" : "writes";
        }
    }

    /// <summary>The tools of an endpoint.</summary>
    /// <param name="host">The host.</param>
    /// <param name="toolset">The toolset; null for the endpoint with all tools.</param>
    /// <param name="all">Whether to show what clients have to search or enable first instead of what they are shown.</param>
    /// <returns>The tools in the order clients get them, or null when there is no such toolset.</returns>
    public static IReadOnlyList<ListedTool>? Of(ProxyHost host, string? toolset, bool all = false)
    {
        var surface = new McpSurface(host.Services.GetRequiredService<LiveConfig>().Current).Find(toolset);
        if (surface is null)
        {
            return null;
        }

        var source = new ToolListSource(all ? surface.Toolset.Tools : surface.Toolset.Listed);
        var json = JsonBytes.Write(writer =>
        {
            writer.WriteStartObject();
            writer.WriteStartArray(source.Member);
            for (var i = 0; i < source.Count; i++)
            {
                source.Write(writer, i, ProtocolRevision.LatestLegacy);
            }

            writer.WriteEndArray();
            writer.WriteEndObject();
        });
        using var document = JsonDocument.Parse(json);
        return [.. document.RootElement.GetProperty("tools").EnumerateArray().Select(Of)];
    }

    private static ListedTool Of(JsonElement definition) =>
        new(definition.GetProperty("name").GetString() ?? "", TokenEstimate.Of(definition.GetRawText()), definition.Clone());

    private static bool Hint(JsonElement hints, string name) => hints.TryGetProperty(name, out var hint) && hint.ValueKind == JsonValueKind.True;
}
