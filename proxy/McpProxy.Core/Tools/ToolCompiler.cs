using System.Buffers;
using McpProxy.Authentication;
using McpProxy.Configuration;
using McpProxy.Configuration.Imports;
using McpProxy.Prompts.Compilation;
using McpProxy.Shaping.Continuation;
using McpProxy.Tools.Compilation;
using McpProxy.Tools.Disclosure;
using McpProxy.Tools.Plugins;
using McpProxy.Tools.Resources;
using Microsoft.AspNetCore.Routing;
using Yarp.ReverseProxy.Configuration;

namespace McpProxy.Tools;

/// <summary>Compiles the <c>Mcp</c> section into the catalogue that exchanges look tools up in.</summary>
internal static class ToolCompiler
{
    private static readonly SearchValues<char> NotInPaths = SearchValues.Create("?#{}* ");

    /// <summary>Compiles every enabled tool and resource, and every toolset. Mistakes are added to <paramref name="errors"/>; a tool with mistakes is left out.</summary>
    /// <param name="config">The section as bound.</param>
    /// <param name="routes">The routes of the same configuration.</param>
    /// <param name="errors">Collects every mistake.</param>
    /// <param name="constraints">Resolves inline constraints of route patterns; null checks shapes only.</param>
    /// <param name="folderOf">The folder that a relative file name at a configuration path is relative to; null is the current one.</param>
    /// <param name="plugins">Compiles the tools of plugins; null for none.</param>
    /// <param name="usesContext">Whether a route uses the context of calls; null for none.</param>
    /// <param name="asksCallers">Whether routes that name no policy demand a known caller.</param>
    /// <param name="inputs">What was compiled before; null to compile everything.</param>
    /// <param name="imported">The entries that were imported: one that is wrong by itself is left out and noted there.</param>
    /// <param name="supplies">Whether a route sets or removes a header itself; null for none.</param>
    /// <param name="artifacts">Compiles what artifacts are read by; null for nothing.</param>
    public static Catalog Compile(
        McpConfig config, IReadOnlyList<RouteConfig> routes, ConfigErrors errors, IInlineConstraintResolver? constraints = null, Func<string, string>? folderOf = null,
        PluginToolCompiler? plugins = null, Func<RouteConfig, bool>? usesContext = null, bool asksCallers = false, ImportedEntries? imported = null, ArtifactEntries? artifacts = null, InputCache? inputs = null,
        Func<RouteConfig, string, bool>? supplies = null)
    {
        var byId = new Dictionary<string, RouteConfig>(StringComparer.OrdinalIgnoreCase);
        foreach (var route in routes)
        {
            byId.TryAdd(route.RouteId, route);
        }

        HeaderChecks.CheckForward(config.ForwardHeaders, "Mcp:ForwardHeaders", errors);
        CheckPaths(config, errors);
        var tools = CompileAll(
            config, (name, tool, mistakes) => new ToolCompilation(name, tool, PathOf(name), config, mistakes, usesContext, artifacts)
            {
                Inputs = inputs,
                Supplies = supplies,
                CompilesLater = imported?.TryFind(PathOf(name), out _) == true,
            }.Compile(byId, constraints), errors, imported);
        var requests = new RoutedRequestCompiler(config, byId, constraints, errors);
        var fromPlugins = plugins?.Compile(config, requests, errors) ?? PluginTools.None;
        tools.AddRange(fromPlugins.Tools);
        var prompts = PromptCompiler.Compile(config, requests, folderOf ?? (_ => ""), errors);
        var resources = ResourceCompiler.Compile(config, byId, requests, r => DemandsCaller(r, asksCallers) || usesContext?.Invoke(r) == true, errors, constraints, artifacts);
        List<string> names = [.. config.Tools.Keys, .. fromPlugins.Names];
        if (artifacts is not null && (tools.Any(t => t.MakesArtifacts) || resources.Any(r => r.Call.MakesArtifacts)))
        {
            AddReaders(artifacts, config, names, tools, resources, errors);
        }

        var disclosures = new DisclosureCompiler(config, names, errors);
        var disclosure = disclosures.Compile(config.Disclosure.Mode, config.Disclosure.AlwaysListed, "Mcp:Disclosure", tools);
        var toolsets = config.Toolsets.Select(t => ToolsetCompiler.Compile(t.Key, t.Value, config, names, tools, prompts, resources, disclosures, errors)).ToList();
        return new Catalog(new Toolset(null, config.Instructions, tools, prompts, disclosure) { Resources = new ResourceSet(resources) }, toolsets)
        {
            Sampling = [.. SamplingCompiler.Compile(config, byId, constraints, errors)],
            PluginCalls = fromPlugins.Calls,
        };
    }

    private static bool DemandsCaller(RouteConfig route, bool asksCallers) =>
        string.IsNullOrEmpty(route.AuthorizationPolicy) ? asksCallers : !route.AuthorizationPolicy.Equals(AccessModel.AnonymousName, StringComparison.OrdinalIgnoreCase);

    private static void AddReaders(ArtifactEntries artifacts, McpConfig config, List<string> names, List<ToolBinding> tools, List<ResourceBinding> resources, ConfigErrors errors)
    {
        if (artifacts.CompileTool(config, names, errors) is { } tool)
        {
            tools.Add(tool);
            names.Add(tool.Name);
        }

        if (artifacts.CompileResource(config, errors) is { } resource)
        {
            resources.Add(resource);
        }
    }

    private static string PathOf(string tool) => $"Mcp:Tools:{tool}";

    /// <summary>Compiles all enabled tools, several at a time: most of a load is this.</summary>
    private static List<ToolBinding> CompileAll(McpConfig config, Func<string, ToolConfig, ConfigErrors, ToolBinding?> compile, ConfigErrors errors, ImportedEntries? imported)
    {
        var all = config.Tools.Where(t => t.Value.Enabled).ToArray();
        var compiled = new (ToolBinding? Tool, ConfigErrors Mistakes)[all.Length];
        Parallel.For(0, all.Length, i =>
        {
            var mistakes = new ConfigErrors();
            compiled[i] = (compile(all[i].Key, all[i].Value, mistakes), mistakes);
        });

        var tools = new List<ToolBinding>(all.Length);
        for (var i = 0; i < all.Length; i++)
        {
            if (compiled[i] is { Tool: { } tool })
            {
                tools.Add(tool);
            }
            else if (imported?.IsWhole(PathOf(all[i].Key)) == true && compiled[i].Mistakes.Count > 0)
            {
                imported.Refuse(PathOf(all[i].Key), compiled[i].Mistakes.First());
                continue;
            }

            compiled[i].Mistakes.CopyTo(errors);
        }

        return tools;
    }

    private static void CheckPaths(McpConfig config, ConfigErrors errors)
    {
        var taken = new Dictionary<string, string>(StringComparer.OrdinalIgnoreCase);
        CheckOne(config.Path, "Mcp:Path");
        if (config.WebSocket.Enabled)
        {
            CheckOne(config.WebSocket.Path, "Mcp:WebSocket:Path");
        }

        if (config.LegacySse.Enabled)
        {
            CheckOne(config.LegacySse.SsePath, "Mcp:LegacySse:SsePath");
            CheckOne(config.LegacySse.MessagePath, "Mcp:LegacySse:MessagePath");
        }

        void CheckOne(string path, string key)
        {
            CheckPath(path, key, errors);
            if (!taken.TryAdd(path, key))
            {
                errors.Add(ToolErrorCodes.BadEndpointPath, key, $"'{path}' is also {taken[path]}.", "Give the endpoints different paths.");
            }
        }
    }

    /// <summary>Whether a text can be the path of an endpoint of ours: no variables, no trailing slash.</summary>
    public static bool IsEndpointPath(string path) =>
        path.StartsWith('/') && path.Length >= 2 && !path.EndsWith('/') && !path.AsSpan().ContainsAny(NotInPaths);

    private static void CheckPath(string path, string key, ConfigErrors errors)
    {
        if (!IsEndpointPath(path))
        {
            errors.Add(ToolErrorCodes.BadEndpointPath, key, $"'{path}' is not a path for the MCP endpoint.", "Start with '/', leave out a trailing '/', and use no variables, e.g. '/mcp'.");
        }
    }
}
