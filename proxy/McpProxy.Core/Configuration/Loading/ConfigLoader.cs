using System.Text.Json;
using McpProxy.Authentication;
using McpProxy.Authentication.Compilation;
using McpProxy.Configuration.Imports;
using McpProxy.Configuration.Layers;
using McpProxy.Configuration.Routes;
using McpProxy.Context;
using McpProxy.Forwarding.Regions;
using McpProxy.Shaping.Continuation;
using McpProxy.Tools;
using McpProxy.Tools.Compilation;
using McpProxy.Tools.Plugins;
using McpProxy.Tools.Slimming;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.Configuration;
using Yarp.ReverseProxy.Configuration;

namespace McpProxy.Configuration.Loading;

/// <summary>
/// Turns a configuration into either everything that is wrong with it or everything that it says, compiled. Nothing outside
/// is touched: <c>mcpproxy validate</c> does exactly this.
/// </summary>
internal sealed class ConfigLoader(
    CandidateConfiguration current,
    ProxySectionValidator proxyValidator,
    PluginSections plugins,
    ConfigurationImports imports,
    AccessCompiler accessCompiler,
    OptionsRevision optionsRevision,
    ContextRoutes contextRoutes,
    SuppliedHeaders suppliedHeaders,
    IInlineConstraintResolver constraints,
    PluginToolCompiler? pluginTools = null,
    ArtifactEntries? artifacts = null) : IDisposable
{
    private readonly SemaphoreSlim _oneAtATime = new(1);
    private readonly InputCache _inputs = new();

    public void Dispose() => _oneAtATime.Dispose();

    public async ValueTask<ConfigLoadResult> LoadAsync(IConfiguration configuration, CancellationToken cancellationToken)
    {
        await _oneAtATime.WaitAsync(cancellationToken);
        try
        {
            var candidate = current.Freeze(configuration);
            // A file that cannot be read may be the one that asks for them.
            var imported = candidate.IsUnreadable ? ImportOutcome.None : await imports.LayUnderAsync(candidate, current.OptionsFor(candidate), cancellationToken);
            return await LoadAsync(candidate, imported);
        }
        finally
        {
            _oneAtATime.Release();
        }
    }

    private async ValueTask<ConfigLoadResult> LoadAsync(ConfigCandidate candidate, ImportOutcome imported)
    {
        var before = current.Use(candidate);
        var result = new ConfigLoadResult(null, []);
        try
        {
            result = await CompileAsync(candidate, imported);
            return result;
        }
        finally
        {
            if (result.Config is null)
            {
                current.Use(before);
            }
        }
    }

    private async ValueTask<ConfigLoadResult> CompileAsync(ConfigCandidate candidate, ImportOutcome imported)
    {
        var errors = new ConfigErrors();
        foreach (var error in candidate.FileErrors.Concat(candidate.PresetErrors))
        {
            errors.Add(error);
        }

        if (candidate.IsUnreadable)
        {
            // Half a configuration would report what is missing because a file could not be read.
            return new ConfigLoadResult(null, [.. errors]) { Imported = imported };
        }

        imported.Errors.CopyTo(errors);
        var options = current.OptionsFor(candidate);
        TopLevelKeys.Check(candidate, errors);
        // Neither needs the other, and with a thousand tools each takes its time.
        var (proxy, mcp, mistakes) = (ProxyRoutes.None, new McpConfig(), new ConfigErrors());
        Parallel.Invoke(
            () => proxy = ImportedRoutes.GiveWay(ProxySectionReader.Read(candidate.Root.GetSection("ReverseProxy"), errors, options), imported.Entries),
            () => mcp = StrictBinder.Bind<McpConfig>(candidate.Root.Only("Mcp", key => !imports.IsImport(key)), mistakes, options));
        mistakes.CopyTo(errors);
        var host = plugins.Read(candidate.Root.GetSection("McpProxy"), errors, options);
        AllowedHostsCheck.Check(candidate.Root, host.Authentication?.PublicOrigin, errors);
        ContextDefaults.Check(host.Context.Defaults, "McpProxy:Context:Defaults", errors);
        StateChecks.Check(host.State, errors);
        ArtifactChecks.Check(host.Artifacts, errors);
        RefuseEmptyAuthentication(candidate, host, errors);
        var visible = await proxyValidator.SeeAsync(proxy, errors);
        McpChecks.Check(mcp, errors);
        _inputs.Begin(imported.CacheFolder);
        var access = accessCompiler.Compile(host, mcp, current.IsProduction, errors);
        // Nothing of tools needs their routes to be checked.
        var checkingRoutes = Task.Run(() => CheckAsync(visible, RoutePolicies.Of(host)));
        Catalog catalog;
        try
        {
            catalog = ToolCompiler.Compile(
                mcp, visible.Routes, errors, constraints, candidate.FolderOf, pluginTools, contextRoutes.Among(proxy.Clusters), AsksCallers(host), imported.Entries, artifacts, _inputs, suppliedHeaders.Among());
        }
        finally
        {
            (await checkingRoutes).CopyTo(errors);
        }

        AccessNames.CheckPlugins(host, catalog, errors);
        foreach (var error in candidate.KeysDifferingInCaseOnly())
        {
            errors.Add(error);
        }

        if (errors.Count > 0)
        {
            return new ConfigLoadResult(null, candidate.Explain(errors, imported.Entries)) { Imported = imported };
        }

        _inputs.Save();
        return new ConfigLoadResult(new LoadedConfig(candidate, mcp, host, RoutePolicies.Of(host).Take(Stamp(proxy, candidate, options)), catalog, access) { Imports = imported.Served() }, []) { Imported = imported };
    }

    private async Task<ConfigErrors> CheckAsync(VisibleRoutes visible, RoutePolicies policies)
    {
        var mistakes = new ConfigErrors();
        await proxyValidator.CheckAsync(visible, policies, mistakes);
        return mistakes;
    }

    private static bool AsksCallers(McpProxyConfig host) =>
        host.Authentication is not null && !AccessModel.AnonymousName.Equals(host.Authorization?.Default, StringComparison.OrdinalIgnoreCase);

    /// <summary>An empty object says nothing to .NET configuration; whoever writes one does not mean to let everybody in.</summary>
    private static void RefuseEmptyAuthentication(ConfigCandidate candidate, McpProxyConfig host, ConfigErrors errors)
    {
        if (host.Authentication is null && candidate.JsonAt(AccessCompiler.Path)?.ValueKind is JsonValueKind.Object)
        {
            errors.Add(ConfigErrorCodes.Missing, $"{AccessCompiler.Path}:Schemes", "There is no scheme, so that nobody could come in.", "Add one, or remove the section to let everybody in.");
        }
    }

    private ProxyRoutes Stamp(ProxyRoutes proxy, ConfigCandidate candidate, StrictBinderOptions options) =>
        proxy with
        {
            Routes = [.. proxy.Routes.Select(r => optionsRevision.Stamp(r, candidate, options))],
            Clusters = [.. proxy.Clusters.Select(c => optionsRevision.Stamp(InSandbox(c, candidate, options), candidate, options))],
        };

    private static ClusterConfig InSandbox(ClusterConfig cluster, ConfigCandidate candidate, StrictBinderOptions options) => RegionRouters.PathOf(cluster) is { } path
        ? RegionSandbox.Apply(cluster, StrictBinder.Bind<RegionRoutingConfig>(candidate.Root.GetSection(path), new ConfigErrors(), options).Sandbox)
        : cluster;
}
