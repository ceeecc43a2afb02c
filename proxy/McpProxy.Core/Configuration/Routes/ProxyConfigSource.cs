using Microsoft.Extensions.Primitives;
using Yarp.ReverseProxy.Configuration;

namespace McpProxy.Configuration.Routes;

/// <summary>Hands YARP routes and clusters that belong to a whole valid configuration, and nothing else.</summary>
internal sealed class ProxyConfigSource : IProxyConfigProvider, IDisposable
{
    private Handed _current = new(ProxyRoutes.None);

    public IProxyConfig GetConfig() => Volatile.Read(ref _current);

    /// <summary>Offers YARP a new configuration. On return YARP has been told; it may still be applying it.</summary>
    public IProxyConfig Offer(ProxyRoutes next)
    {
        var handed = new Handed(next);
        var before = Interlocked.Exchange(ref _current, handed);
        before.Supersede();
        return handed;
    }

    public void Dispose() => _current.Dispose();

    private sealed class Handed : IProxyConfig, IDisposable
    {
        private readonly CancellationTokenSource _superseded = new();

        public Handed(ProxyRoutes proxy)
        {
            Routes = proxy.Routes;
            Clusters = proxy.Clusters;
            ChangeToken = new CancellationChangeToken(_superseded.Token);
        }

        public IReadOnlyList<RouteConfig> Routes { get; }

        public IReadOnlyList<ClusterConfig> Clusters { get; }

        public IChangeToken ChangeToken { get; }

        public void Supersede() => _superseded.Cancel(throwOnFirstException: false);

        public void Dispose() => _superseded.Dispose();
    }
}
