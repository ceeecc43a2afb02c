using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.Hosting;
using Yarp.ReverseProxy;

namespace McpProxy.Configuration.Reloading;

/// <summary>Ties the reloader to the life of the host: published before any listener opens (unless it was at mapping), stopped with it.</summary>
/// <param name="reloader">The reloader. A host that never mapped the proxy (<c>mcpproxy validate</c>) has nothing to start.</param>
/// <param name="proxy">YARP's one object that is both its state and its source of endpoints.</param>
internal sealed class ConfigReloadService(ConfigReloader reloader, IProxyStateLookup proxy) : IHostedLifecycleService
{
    public Task StartingAsync(CancellationToken cancellationToken)
    {
        if (reloader.IsOpen)
        {
            reloader.Start((EndpointDataSource)proxy);
        }

        return Task.CompletedTask;
    }

    public Task StartAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StartedAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StoppingAsync(CancellationToken cancellationToken) => reloader.StopAsync();

    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StoppedAsync(CancellationToken cancellationToken) => Task.CompletedTask;
}
