using McpProxy.Lifecycle;
using Microsoft.AspNetCore.Routing;
using Yarp.ReverseProxy;

namespace McpProxy.Configuration.Reloading;

/// <summary>Ties the reloader to the life of the process: published before any listener opens (unless it was at mapping), stopped with it.</summary>
/// <param name="reloader">The reloader. A host that never mapped the proxy (<c>mcpproxy validate</c>) has nothing to start.</param>
/// <param name="proxy">YARP's one object that is both its state and its source of endpoints.</param>
internal sealed class ConfigReloadPart(ConfigReloader reloader, IProxyStateLookup proxy) : ILifecyclePart
{
    public string Name => "configuration";

    public bool IsCritical => true;

    public Task StartAsync(CancellationToken cancellationToken)
    {
        if (reloader.IsOpen)
        {
            reloader.Start((EndpointDataSource)proxy);
        }

        return Task.CompletedTask;
    }

    public Task StopAsync(CancellationToken cancellationToken) => reloader.StopAsync();
}
