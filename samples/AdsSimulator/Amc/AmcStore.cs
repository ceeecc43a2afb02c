using System.Collections.Concurrent;
using AdsSimulator.Regions;

namespace AdsSimulator.Amc;

/// <summary>Every AMC instance that was asked for: any instance id exists.</summary>
internal sealed class AmcStore
{
    private readonly ConcurrentDictionary<(string Region, string Instance), AmcInstance> _instances = new();

    public static AmcInstance InstanceOf(HttpContext context) =>
        context.RequestServices.GetRequiredService<AmcStore>().Get(AdsRegion.Of(context), RouteValue(context, "instanceId"));

    public static string RouteValue(HttpContext context, string name) => context.Request.RouteValues[name]?.ToString() ?? "";

    private AmcInstance Get(AdsRegion region, string instanceId) => _instances.GetOrAdd((region.Code, instanceId), _ => new AmcInstance());
}
