using McpProxy.Telemetry;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;

namespace McpProxy.Dispatch;

/// <summary>Measures and logs exchanges of the HTTP door for those who listen. Tool calls are measured where they are made.</summary>
internal sealed partial class ExchangeWatch(McpProxyMetrics metrics, TimeProvider time, ILogger<ExchangeWatch> logger)
{
    /// <summary>Whether anybody listens; otherwise an exchange need not be watched.</summary>
    public bool IsNeeded => metrics.MeasuresExchanges || logger.IsEnabled(LogLevel.Debug);

    /// <summary>Runs an exchange and reports how it ended.</summary>
    /// <param name="context">The exchange.</param>
    /// <param name="route">The route's id.</param>
    /// <param name="run">The rest of the corridor.</param>
    public async Task RunAsync(HttpContext context, string route, RequestDelegate run)
    {
        var started = time.GetTimestamp();
        var status = StatusCodes.Status500InternalServerError; // What the server answers when the corridor throws.
        try
        {
            await run(context);
            status = context.Response.StatusCode;
        }
        finally
        {
            var duration = time.GetElapsedTime(started);
            metrics.ExchangeEnded(route, context.RequestAborted.IsCancellationRequested ? "aborted" : ClassOf(status), duration);
            Log.ExchangeEnded(logger, context.Request.Method, route, status, duration.TotalMilliseconds, context.TraceIdentifier);
        }
    }

    private static string ClassOf(int status) => (status / 100) switch
    {
        1 => "1xx",
        2 => "2xx",
        3 => "3xx",
        4 => "4xx",
        _ => "5xx",
    };

    private static partial class Log
    {
        [LoggerMessage(302, LogLevel.Debug, "{Method} through {Route}: {Status} in {Milliseconds:0.0} ms (request {RequestId})")]
        public static partial void ExchangeEnded(ILogger logger, string method, string route, int status, double milliseconds, string requestId);
    }
}
