using System.Collections.Immutable;
using System.Runtime.CompilerServices;
using Yarp.ReverseProxy.Configuration;

namespace McpProxy;

/// <summary>
/// The preparations of each route, in the order in which its transforms are listed. They belong to the very
/// <see cref="RouteConfig"/> that YARP built its transforms from, so a reload replaces both together. Thread-safe.
/// </summary>
public sealed class ExchangePreparations
{
    private readonly ConditionalWeakTable<RouteConfig, List<IExchangePreparation>> _byRoute = new();

    /// <summary>Adds a preparation to a route that is being built.</summary>
    /// <param name="route">The route.</param>
    /// <param name="preparation">The preparation.</param>
    public void Add(RouteConfig route, IExchangePreparation preparation)
    {
        ArgumentNullException.ThrowIfNull(route);
        ArgumentNullException.ThrowIfNull(preparation);
        var preparations = _byRoute.GetOrCreateValue(route);
        lock (preparations)
        {
            preparations.Add(preparation);
        }
    }

    /// <summary>The preparations of a route; empty for most.</summary>
    /// <param name="route">The route.</param>
    public ImmutableArray<IExchangePreparation> Of(RouteConfig route)
    {
        ArgumentNullException.ThrowIfNull(route);
        if (!_byRoute.TryGetValue(route, out var preparations))
        {
            return [];
        }

        lock (preparations)
        {
            return [.. preparations];
        }
    }
}
