using System.Runtime.CompilerServices;
using McpProxy.Configuration;

namespace McpProxy.Mcp.Surface;

/// <summary>Keeps the <see cref="McpSurface"/> of each snapshot that is still in use.</summary>
internal sealed class McpSurfaceCache
{
    private readonly ConditionalWeakTable<ConfigSnapshot, McpSurface> _surfaces = new();
    private McpSurface _latest = new(ConfigSnapshot.None);

    public McpSurface For(ConfigSnapshot snapshot)
    {
        var latest = Volatile.Read(ref _latest);
        if (ReferenceEquals(latest.Snapshot, snapshot))
        {
            return latest;
        }

        var surface = _surfaces.GetValue(snapshot, static s => new McpSurface(s));
        Volatile.Write(ref _latest, surface);
        return surface;
    }
}
