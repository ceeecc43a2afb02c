using System.Collections.Concurrent;
using AdsSimulator.Access;
using AdsSimulator.Profiles;
using AdsSimulator.Regions;

namespace AdsSimulator.Amc;

/// <summary>Every AMC instance that was asked for: any instance id exists, once for each account.</summary>
internal sealed class AmcStore
{
    private readonly ConcurrentDictionary<(string Region, string Account, string Instance), AmcInstance> _instances = new();

    public static AmcInstance InstanceOf(HttpContext context)
    {
        var account = context.Features.Get<AccessToken>()?.Account.Name ?? AdsAccount.DefaultName;
        var key = (AdsRegion.Of(context).Code, account, RouteValue(context, "instanceId"));
        return context.RequestServices.GetRequiredService<AmcStore>()._instances.GetOrAdd(key, _ => new AmcInstance());
    }

    public static string RouteValue(HttpContext context, string name) => context.Request.RouteValues[name]?.ToString() ?? "";
}
