using McpProxy.Authentication.Compilation;
using McpProxy.Configuration.Loading;
using McpProxy.Dispatch;
using McpProxy.Tools;
using Microsoft.Extensions.Configuration;

namespace McpProxy.Configuration.Reloading;

/// <summary>Compares who may see what in two configurations: the same catalogue can look different to a caller.</summary>
internal static class AccessComparison
{
    private static readonly string[] Sections = [AccessCompiler.Path, "McpProxy:Authorization"];

    /// <summary>The lists that may have changed for somebody.</summary>
    public static CatalogLists FindChanges(LoadedConfig one, LoadedConfig two)
    {
        if (one.Access is null && two.Access is null)
        {
            return CatalogLists.None;
        }

        var isSame = Sections.All(s => Texts(one, s).SequenceEqual(Texts(two, s)))
            && Policies(one).SequenceEqual(Policies(two))
            && Policies(one.Catalog.All).SequenceEqual(Policies(two.Catalog.All));
        return isSame ? CatalogLists.None : CatalogLists.Tools | CatalogLists.Prompts | CatalogLists.Resources;
    }

    private static IEnumerable<KeyValuePair<string, string?>> Texts(LoadedConfig config, string section) => config.Candidate.Root.GetSection(section).AsEnumerable();

    private static IEnumerable<string?> Policies(Toolset all) =>
        [.. all.Tools.Select(t => t.Policy), .. all.Prompts.Select(p => p.Policy), .. all.Resources.Resources.Concat(all.Resources.Templates).Select(r => r.Call.Policy)];

    private static IEnumerable<(string Route, string? Policy)> Policies(LoadedConfig config) =>
        config.Proxy.Routes.Select(r => (r.RouteId, r.Metadata?.GetValueOrDefault(CorridorPlan.PolicyKey) ?? r.AuthorizationPolicy)).Order();
}
