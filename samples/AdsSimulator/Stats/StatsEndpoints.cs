using AdsSimulator.Answers;

namespace AdsSimulator.Stats;

internal static class StatsEndpoints
{
    public const string Path = "/stats";

    public static void MapStats(this IEndpointRouteBuilder endpoints)
    {
        endpoints.MapGet(Path, context => JsonAnswer.WriteAsync(context, StatsOf(context).Snapshot(), SimulatorJson.Shared.StatsSnapshot));
        endpoints.MapDelete(Path, context =>
        {
            StatsOf(context).Reset();
            context.RequestServices.GetRequiredService<Faults.FaultCounters>().Reset();
            context.Response.StatusCode = StatusCodes.Status204NoContent;
            return Task.CompletedTask;
        });
    }

    private static SimulatorStats StatsOf(HttpContext context) => context.RequestServices.GetRequiredService<SimulatorStats>();
}
