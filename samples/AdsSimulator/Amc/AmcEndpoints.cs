using AdsSimulator.Access;

namespace AdsSimulator.Amc;

/// <summary>Amazon Marketing Cloud reporting.</summary>
internal static class AmcEndpoints
{
    public static void MapAmc(this IEndpointRouteBuilder endpoints)
    {
        var amc = endpoints.MapGroup("").Demand(AccessRule.Advertiser);
        amc.MapAmcWorkflows();
        amc.MapAmcExecutions();
        amc.MapAmcSchedules();
        amc.MapAmcDataSources();
    }
}
