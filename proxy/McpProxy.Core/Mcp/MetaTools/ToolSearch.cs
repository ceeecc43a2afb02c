using System.Text.Json;
using McpProxy.Mcp.Engines;
using McpProxy.Mcp.Wire;
using McpProxy.Tools.Disclosure;
using McpProxy.Tools.Search;

namespace McpProxy.Mcp.MetaTools;

/// <summary>Finds tools by words, by a regular expression, or in a group: only those that the caller may call.</summary>
internal static class ToolSearch
{
    /// <exception cref="ProxyErrorException">The arguments do not make a search.</exception>
    public static byte[] Answer(McpRequest request, JsonElement arguments, TimeProvider time)
    {
        var toolset = request.Toolset.Toolset;
        var disclosure = toolset.Disclosure!; // it has this tool
        var index = disclosure.Index!; // likewise
        var pattern = MetaToolArguments.Text(arguments, "regex") is { Length: > 0 } text ? new SearchPattern(text, index.Patterns, time) : null;
        var group = MetaToolArguments.Text(arguments, "group") is { Length: > 0 } name ? toolset.FindGroup(name) ?? throw new ProxyErrorException(UnknownGroups.Error(toolset, name)) : null;
        var limit = arguments.TryGetProperty("limit"u8, out var number) ? (int)number.GetDouble() : MetaToolCompiler.UsualHits;
        var found = new List<ToolSummary>(limit);
        var total = index.Search(MetaToolArguments.Text(arguments, "query"), limit, Accepts, found);
        pattern?.End();
        return JsonBytes.Write(writer => Write(writer, found, total, disclosure));

        bool Accepts(ToolSummary tool) =>
            toolset.Find(tool.Tool.Name) is not null && (group is null || group.Has(tool.Tool.Name)) && pattern?.Matches(tool) != false;
    }

    private static void Write(Utf8JsonWriter writer, List<ToolSummary> found, int total, ToolDisclosure disclosure)
    {
        writer.WriteStartObject();
        writer.WriteStartArray("tools"u8);
        foreach (var tool in found)
        {
            SummaryWriter.Write(writer, tool);
        }

        writer.WriteEndArray();
        writer.WriteNumber("found"u8, total);
        writer.WriteString("hint"u8, Hint(found.Count, total, disclosure));
        writer.WriteEndObject();
    }

    private static string Hint(int shown, int total, ToolDisclosure disclosure) =>
        total == 0 ? "Nothing matches; try other or fewer words."
        : $"{disclosure.NameOf(MetaToolKind.Schema)} shows a tool's arguments, {disclosure.NameOf(MetaToolKind.Call)} calls it.{(total > shown ? " More were found: say more, or raise limit." : "")}";
}
