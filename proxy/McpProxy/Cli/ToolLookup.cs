using McpProxy.Configuration;
using McpProxy.Host.Hosting;
using McpProxy.Tools;

namespace McpProxy.Host.Cli;

/// <summary>Finds tools by what was typed.</summary>
internal static class ToolLookup
{
    private const int MostNames = 20;

    public static int RefuseToolset(ProxyHost host, string name, CliConsole console) =>
        Refuse("toolset", name, Catalog(host).Toolsets.Keys, console);

    public static int RefuseTool(ProxyHost host, string name, CliConsole console) =>
        Refuse("tool", name, Catalog(host).All.Tools.Select(t => t.Name), console);

    public static ToolBinding? Find(ProxyHost host, string name) => Catalog(host).All.Find(name) is { Meta: null } tool ? tool : null;

    private static Catalog Catalog(ProxyHost host) => host.Services.GetRequiredService<LiveConfig>().Current.Catalog;

    private static int Refuse(string kind, string name, IEnumerable<string> known, CliConsole console)
    {
        var names = known.Order(StringComparer.Ordinal).ToList();
        var hint = NearestName.Find(name, names) is { } nearest ? $"Did you mean '{nearest}'?"
            : names.Count == 0 ? "None is configured."
            : $"There are: {string.Join(", ", names.Take(MostNames))}{(names.Count > MostNames ? ", …" : "")}.";
        console.Error.WriteLine($"mcpproxy: there is no {kind} '{OneLine.Echo(name)}'. {hint}");
        return ExitCodes.Usage;
    }
}
