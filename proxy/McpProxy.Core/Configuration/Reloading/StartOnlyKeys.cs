using McpProxy.Configuration.Loading;

namespace McpProxy.Configuration.Reloading;

/// <summary>The keys that are read once, while the process starts: a reload checks them like all others and cannot apply them.</summary>
internal static class StartOnlyKeys
{
    /// <summary>The keys that say something else than when the process started.</summary>
    public static IEnumerable<string> Changed(LoadedConfig started, LoadedConfig now)
    {
        if (started.Mcp.Path != now.Mcp.Path)
        {
            yield return "Mcp:Path";
        }

        if (started.Mcp.WebSocket.Enabled != now.Mcp.WebSocket.Enabled)
        {
            yield return "Mcp:WebSocket:Enabled";
        }

        if (started.Mcp.WebSocket.Path != now.Mcp.WebSocket.Path)
        {
            yield return "Mcp:WebSocket:Path";
        }

        if (started.Mcp.ResourceWebhook.Secret.HasValue != now.Mcp.ResourceWebhook.Secret.HasValue)
        {
            yield return "Mcp:ResourceWebhook:Secret";
        }

        if (started.Mcp.ResourceWebhook.Path != now.Mcp.ResourceWebhook.Path)
        {
            yield return "Mcp:ResourceWebhook:Path";
        }

        if (started.Mcp.LegacySse.Enabled != now.Mcp.LegacySse.Enabled)
        {
            yield return "Mcp:LegacySse:Enabled";
        }

        if (started.Mcp.LegacySse.SsePath != now.Mcp.LegacySse.SsePath)
        {
            yield return "Mcp:LegacySse:SsePath";
        }

        if (started.Mcp.LegacySse.MessagePath != now.Mcp.LegacySse.MessagePath)
        {
            yield return "Mcp:LegacySse:MessagePath";
        }

        if (!started.Host.Plugins.SequenceEqual(now.Host.Plugins, StringComparer.Ordinal))
        {
            yield return "McpProxy:Plugins";
        }

        if (started.Host.MaxHops != now.Host.MaxHops)
        {
            yield return "McpProxy:MaxHops";
        }

        if (started.Host.Simulator != now.Host.Simulator)
        {
            yield return "McpProxy:Simulator";
        }

        if (started.Host.State with { Keys = [] } != now.Host.State with { Keys = [] } || !started.Host.State.Keys.SequenceEqual(now.Host.State.Keys))
        {
            yield return "McpProxy:State";
        }

        if (started.Host.Artifacts.Directory != now.Host.Artifacts.Directory)
        {
            yield return "McpProxy:Artifacts:Directory";
        }

        if (started.Host.Artifacts.Path != now.Host.Artifacts.Path)
        {
            yield return "McpProxy:Artifacts:Path";
        }

        if (started.Host.Shutdown != now.Host.Shutdown)
        {
            yield return "McpProxy:Shutdown";
        }

        if (started.Host.Logging != now.Host.Logging)
        {
            yield return "McpProxy:Logging";
        }

        if (Urls(started) != Urls(now))
        {
            yield return "Urls";
        }
    }

    private static string? Urls(LoadedConfig config) => config.Candidate.Root.GetSection("Urls").Value;
}
