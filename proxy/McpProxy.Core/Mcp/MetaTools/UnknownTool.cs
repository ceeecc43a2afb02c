using McpProxy.Configuration;
using McpProxy.Mcp.Engines;
using McpProxy.Tools.Disclosure;
using McpProxy.Tools.Search;

namespace McpProxy.Mcp.MetaTools;

/// <summary>What callers are told of a tool that there is not, or not for them; and which ones they may have meant.</summary>
internal static class UnknownTool
{
    private const int MostSuggestions = 3;

    /// <summary>The error of a call.</summary>
    /// <param name="request">The request, of a tool that leads to others.</param>
    /// <param name="name">The name that its arguments say.</param>
    public static ProxyError Error(McpRequest request, string name)
    {
        var toolset = request.Toolset.Toolset;
        var near = Suggest(request, name);
        var message = $"There is no tool '{OneLine.Echo(name)}'.";
        message = near.Count == 0 ? message : $"{message} Did you mean {string.Join(" or ", near.Select(n => $"'{n}'"))}?";
        return new ProxyError(ProxyErrorKind.InvalidArguments, "unknown_tool", message)
        {
            Hint = toolset.Disclosure is { Mode: DisclosureMode.Search } disclosure ? $"Find tools with {disclosure.NameOf(MetaToolKind.Search)}." : null,
        };
    }

    private static List<string> Suggest(McpRequest request, string name)
    {
        var toolset = request.Toolset.Toolset;
        var names = new List<string>(MostSuggestions);
        if (NearestName.Find(name, toolset.Tools.Select(t => t.Name)) is { } nearest)
        {
            names.Add(nearest);
        }

        var found = new List<ToolSummary>(MostSuggestions);
        toolset.Disclosure?.Index?.Search(OneLine.Echo(name), MostSuggestions, t => toolset.Find(t.Tool.Name) is not null, found);
        foreach (var other in found)
        {
            if (names.Count < MostSuggestions && !names.Contains(other.Tool.Name))
            {
                names.Add(other.Tool.Name);
            }
        }

        return names;
    }
}
