namespace AdsSimulator.Amc;

/// <summary>Amazon Marketing Cloud reporting.</summary>
internal static class AmcEndpoints
{
    public static void MapAmc(this IEndpointRouteBuilder endpoints)
    {
        endpoints.MapAmcWorkflows();
        endpoints.MapAmcExecutions();
        endpoints.MapAmcDataSources();
    }
}
