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
    {
        var router = context.GetEndpoint()?.Metadata.GetMetadata<CorridorPlan>()?.Regions;
        return router is null || router.Narrow(context, ProxyExchange.Get(context)!, context.GetReverseProxyFeature()) ? next(context) : Task.CompletedTask; // either door set the exchange
    };
}
