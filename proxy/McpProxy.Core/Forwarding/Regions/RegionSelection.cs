using Microsoft.AspNetCore.Http;

namespace McpProxy.Forwarding.Regions;

/// <summary>
/// The step of YARP's pipeline that leaves the destinations of one region, before affinity and load balancing choose among
/// them and passive health checks judge the chosen one.
/// </summary>
internal static class RegionSelection
{
    public static RequestDelegate Before(RequestDelegate next) => context =>
    {
        var exchange = ProxyExchange.Get(context);
        return exchange?.Regions is not RegionRouter router || router.Narrow(context, exchange, context.GetReverseProxyFeature()) ? next(context) : Task.CompletedTask;
    };
}
