using McpProxy.Dispatch;
using Microsoft.AspNetCore.Http;

namespace McpProxy.Forwarding.Regions;

/// <summary>
/// The step of YARP's pipeline that leaves the destinations of one region, before affinity and load balancing choose among
/// them and passive health checks judge the chosen one.
/// </summary>
internal static class RegionSelection
{
    public static RequestDelegate Before(RequestDelegate next) => context =>
        context.GetEndpoint()?.Metadata.GetMetadata<CorridorPlan>()?.Regions is not { } router || Select(router, context) ? next(context) : Task.CompletedTask;

    private static bool Select(RegionRouter router, HttpContext context)
    {
        var exchange = ProxyExchange.Get(context)!; // set by either door
        router.Resolve(context, exchange);
        return exchange.Error is null && router.Narrow(context, exchange, context.GetReverseProxyFeature());
    }
}
