using System.Text.Json.Serialization.Metadata;
using AdsSimulator.Answers;
using AdsSimulator.Captures;
using AdsSimulator.Faults;
using AdsSimulator.Stats;

namespace AdsSimulator.Control;

/// <summary>Everything a test can switch or look at by HTTP, under <c>/_sim</c>.</summary>
internal static class ControlEndpoints
{
    public const string Prefix = "/_sim";

    /// <summary>Requests to the simulator about itself: neither counted, captured nor made to fail.</summary>
    public static bool IsControl(HttpContext context) =>
        context.Request.Path.StartsWithSegments(Prefix, StringComparison.Ordinal) || context.Request.Path == StatsEndpoints.Path;

    public static void MapControl(this IEndpointRouteBuilder endpoints)
    {
        endpoints.MapGet(Prefix + "/calls", context => JsonAnswer.WriteAsync(context, Get<CallCounter>(context).Snapshot(), SimulatorJson.Shared.IReadOnlyListCallCount));
        endpoints.MapDelete(Prefix + "/calls", context => Done(context, () => Get<CallCounter>(context).Reset()));
        endpoints.MapGet(Prefix + "/faults", GetFaultsAsync);
        endpoints.MapPut(Prefix + "/faults", SetFaultsAsync);
        endpoints.MapDelete(Prefix + "/faults", context => Done(context, () => Get<StandingFaults>(context).Clear()));
        endpoints.MapGet(Prefix + "/requests", GetRequestsAsync);
        endpoints.MapPut(Prefix + "/requests", KeepRequestsAsync);
        endpoints.MapDelete(Prefix + "/requests", context => Done(context, () => Get<RequestCaptures>(context).Clear()));
    }

    /// <summary>Maps the settings of one part: GET reads, PUT replaces all of them, DELETE goes back to those of the start.</summary>
    public static void MapSettings<T>(this IEndpointRouteBuilder endpoints, string name, Func<HttpContext, Live<T>> find, JsonTypeInfo<T> type)
        where T : class
    {
        var path = $"{Prefix}/{name}";
        endpoints.MapGet(path, context => JsonAnswer.WriteAsync(context, find(context).Current, type));
        endpoints.MapDelete(path, context => Done(context, () => find(context).Reset()));
        endpoints.MapPut(path, async context =>
        {
            if (await JsonAnswer.ReadAsync(context, type) is { } settings)
            {
                await Done(context, () => find(context).Current = settings);
            }
        });
    }

    public static Task Done(HttpContext context, Action act)
    {
        act();
        context.Response.StatusCode = StatusCodes.Status204NoContent;
        return Task.CompletedTask;
    }

    private static Task GetFaultsAsync(HttpContext context) =>
        JsonAnswer.WriteAsync(context, Get<StandingFaults>(context).Snapshot(), SimulatorJson.Shared.IReadOnlyDictionaryStringString);

    private static async Task SetFaultsAsync(HttpContext context)
    {
        if (await JsonAnswer.ReadAsync(context, SimulatorJson.Shared.IReadOnlyDictionaryStringString) is not { } faults)
        {
            return;
        }

        try
        {
            Get<StandingFaults>(context).Replace(faults);
        }
        catch (FormatException e)
        {
            await Problem.WriteAsync(context, StatusCodes.Status400BadRequest, $"{e.Message} Faults are written {FaultSpec.Grammar}.");
            return;
        }

        context.Response.StatusCode = StatusCodes.Status204NoContent;
    }

    private static Task GetRequestsAsync(HttpContext context) =>
        JsonAnswer.WriteAsync(context, Get<RequestCaptures>(context).Snapshot(context.Request.Query["path"].ToString()), SimulatorJson.Shared.IReadOnlyListCapturedRequest);

    private static Task KeepRequestsAsync(HttpContext context)
    {
        var keep = (int)QueryNumber.Read(context, "keep", 0, 0, 1_000_000);
        return Done(context, () => Get<RequestCaptures>(context).Keep = keep);
    }

    private static T Get<T>(HttpContext context)
        where T : notnull => context.RequestServices.GetRequiredService<T>();
}
