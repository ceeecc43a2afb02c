using McpProxy.Configuration;
using McpProxy.Configuration.Binding;
using McpProxy.Tools;

namespace McpProxy.Authentication.Compilation;

/// <summary>Checks the names of policies wherever one is named but on routes.</summary>
internal static class AccessNames
{
    public static bool IsBuiltIn(string name) =>
        name.Equals(AccessModel.DefaultName, StringComparison.OrdinalIgnoreCase) || name.Equals(AccessModel.AnonymousName, StringComparison.OrdinalIgnoreCase);

    public static void Check(AuthorizationConfig config, McpConfig mcp, ConfigErrors errors)
    {
        var names = config.Policies.Keys.ToList();
        if (config.Default is { Length: > 0 } name && !name.Equals(AccessModel.AnonymousName, StringComparison.OrdinalIgnoreCase))
        {
            CheckOne(name, "McpProxy:Authorization:Default", names, errors);
        }

        foreach (var (policy, path, mayBeOpen) in Named(mcp).Where(n => !(n.MayBeOpen && IsBuiltIn(n.Policy))))
        {
            CheckOne(policy, path, names, errors);
        }
    }

    /// <summary>Without authentication nobody could meet a policy, and everybody would believe that somebody must.</summary>
    public static void RefuseAll(McpProxyConfig host, McpConfig mcp, ConfigErrors errors)
    {
        var paths = Named(mcp).Select(n => n.Path).ToList();
        if (host.Authorization is not null)
        {
            paths.Add("McpProxy:Authorization");
        }

        foreach (var path in paths)
        {
            RefuseOne(path, errors);
        }
    }

    private static void RefuseOne(string path, ConfigErrors errors) =>
        errors.Add(ConfigErrorCodes.NeedsAuthentication, path, "Callers are not asked who they are, so that no policy can be met.", "Add McpProxy:Authentication. A host that authenticates callers itself defines its policies in code, and routes name them.");

    /// <summary>Checks the policies that plugins' tools name, at the section that each comes from.</summary>
    public static void CheckPlugins(McpProxyConfig host, Catalog catalog, ConfigErrors errors)
    {
        foreach (var tool in catalog.All.Tools)
        {
            if (tool is not { HasRoute: false, Policy: { } policy })
            {
                continue;
            }

            var path = $"{tool.ConfigPath}:Authorization";
            if (host.Authentication is null)
            {
                RefuseOne(path, errors);
            }
            else
            {
                CheckOne(policy, path, [.. host.Authorization?.Policies.Keys ?? []], errors);
            }
        }
    }

    private static IEnumerable<(string Policy, string Path, bool MayBeOpen)> Named(McpConfig mcp)
    {
        if (mcp.Authorization is { Length: > 0 } surface)
        {
            yield return (surface, "Mcp:Authorization", true);
        }

        IEnumerable<(string Path, string? Policy)> entries =
        [
            .. mcp.Tools.Where(t => t.Value.Enabled).Select(t => ($"Mcp:Tools:{t.Key}", t.Value.Authorization)),
            .. mcp.Prompts.Where(p => p.Value.Enabled).Select(p => ($"Mcp:Prompts:{p.Key}", p.Value.Authorization)),
            .. mcp.Resources.Where(r => r.Value.Enabled).Select(r => ($"Mcp:Resources:{r.Key}", r.Value.Authorization)),
            .. mcp.Toolsets.Select(t => ($"Mcp:Toolsets:{t.Key}", t.Value.Authorization)),
        ];
        foreach (var (path, policy) in entries.Where(e => !string.IsNullOrEmpty(e.Policy)))
        {
            yield return (policy!, $"{path}:Authorization", false);
        }
    }

    private static void CheckOne(string name, string path, List<string> names, ConfigErrors errors)
    {
        if (!names.Contains(name, StringComparer.OrdinalIgnoreCase))
        {
            var hint = IsBuiltIn(name) ? "It is met beside that of the route, and cannot take from it: name a policy, or remove the key." : UnknownKey.Suggest(name, names);
            errors.Add(ConfigErrorCodes.UnknownPolicy, path, $"There is no policy '{name}'.", hint);
        }
    }
}
