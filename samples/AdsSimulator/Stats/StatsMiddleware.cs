using AdsSimulator.Control;
using AdsSimulator.Faults;

namespace AdsSimulator.Stats;

/// <summary>Counts every request but those to the simulator about itself.</summary>
internal sealed partial class StatsMiddleware(RequestDelegate next, SimulatorStats stats, ILogger<StatsMiddleware> logger)
{
    public async Task InvokeAsync(HttpContext context)
    {
        if (ControlEndpoints.IsControl(context))
        {
            await next(context);
            return;
        }

        var path = context.Request.Path.Value ?? "/";
        var counter = stats.Enter(path);
        try
        {
            await next(context);
        }
        catch (OperationCanceledException) when (context.RequestAborted.IsCancellationRequested)
        {
        }
        finally
        {
            // A connection that a fault switch cut was not left by its caller.
            stats.Leave(counter, context.RequestAborted.IsCancellationRequested && context.Features.Get<SelfCut>() is null);
            Log.Request(logger, context.Request.Method, path, context.Response.StatusCode);
        }
    }

    private static partial class Log
    {
        [LoggerMessage(1, LogLevel.Information, "{Method} {Path} -> {Status}")]
        public static partial void Request(ILogger logger, string method, string path, int status);
    }
}
