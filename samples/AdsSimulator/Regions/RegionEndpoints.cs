using AdsSimulator.Answers;

namespace AdsSimulator.Regions;

internal static class RegionEndpoints
{
    public static void MapRegions(this IEndpointRouteBuilder endpoints)
    {
        endpoints.MapRead("/whoami", context =>
        {
            var region = AdsRegion.Of(context);
            return JsonAnswer.WriteAsync(context, new WhoAmI(region.Code, region.ApiBase, region.Marketplaces), SimulatorJson.Shared.WhoAmI);
        });
        endpoints.MapRead("/health", context => context.Response.WriteAsync("ok", context.RequestAborted));
    }
}
