using McpProxy.Configuration;
using McpProxy.Tools;

namespace McpProxy.Mcp.MetaTools;

/// <summary>What callers are told of a group that there is not, or of which nothing is for them.</summary>
internal static class UnknownGroups
{
    private const int MostNames = 60;

    public static ProxyError Error(Toolset toolset, string name)
    {
        var names = (toolset.Disclosure?.Groups ?? []).Where(g => toolset.FindGroup(g.Name) is not null).Select(g => g.Name).ToList();
        var near = NearestName.Find(name, names) is { } nearest ? $" Did you mean '{nearest}'?" : "";
        return new ProxyError(ProxyErrorKind.InvalidArguments, "unknown_group", $"There is no group '{OneLine.Echo(name)}'.{near}")
        {
            Hint = $"There are: {string.Join(", ", names.Take(MostNames))}{(names.Count > MostNames ? ", …" : "")}.",
        };
    }
}
