using McpProxy.Configuration;
using McpProxy.Mcp.Wire;
using McpProxy.Tools.Disclosure;

namespace McpProxy.Mcp.MetaTools;

/// <summary>What callers are told of a group that there is not.</summary>
internal static class UnknownGroups
{
    private const int MostNames = 60;

    public static ProxyError Error(ToolDisclosure disclosure, string name)
    {
        var names = disclosure.Groups.Select(g => g.Name);
        var near = NearestName.Find(name, names) is { } nearest ? $" Did you mean '{nearest}'?" : "";
        return new ProxyError(ProxyErrorKind.InvalidArguments, "unknown_group", $"There is no group '{McpFault.Echo(name)}'.{near}")
        {
            Hint = $"There are: {string.Join(", ", names.Take(MostNames))}{(disclosure.Groups.Length > MostNames ? ", …" : "")}.",
        };
    }
}
