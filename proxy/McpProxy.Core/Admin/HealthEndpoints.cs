using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using McpProxy.Configuration.Reloading;
using McpProxy.Telemetry;
using Microsoft.AspNetCore.Http;

namespace McpProxy.Admin;

/// <summary>Answers the questions of load balancers, orchestrators and hosting platforms.</summary>
internal sealed class HealthEndpoints(IEnumerable<IReadinessCheck> checks, ConfigReloader reloader, TimeProvider time)
{
    /// <summary>Mistakes of a configuration are read by people: quotes stay quotes.</summary>
    private static readonly AdminJson Json = new(new JsonSerializerOptions(AdminJson.Default.Options) { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping });

    private readonly IReadinessCheck[] _checks = [.. checks];
    private readonly LivenessReport _live = new("live", McpProxyTelemetry.Version);
    private readonly PingReport _ping = new("Healthy", time.GetUtcNow().ToUnixTimeSeconds());

    public Task LiveAsync(HttpContext context) => WriteAsync(context, StatusCodes.Status200OK, _live, Json.LivenessReport);

    public Task PingAsync(HttpContext context) => WriteAsync(context, StatusCodes.Status200OK, _ping, Json.PingReport);

    public Task ReadyAsync(HttpContext context)
    {
        var report = Examine();
        var status = report.Status == ReadinessStatus.NotReady ? StatusCodes.Status503ServiceUnavailable : StatusCodes.Status200OK;
        return WriteAsync(context, status, report, Json.ReadinessReport);
    }

    private static Task WriteAsync<T>(HttpContext context, int status, T value, JsonTypeInfo<T> type)
    {
        context.Response.StatusCode = status;
        context.Response.Headers.CacheControl = "no-store";
        return context.Response.WriteAsJsonAsync(value, type, contentType: null, context.RequestAborted);
    }

    private ReadinessReport Examine()
    {
        var worst = ReadinessStatus.Ready;
        var reasons = new List<ReadinessReason>();
        foreach (var check in _checks)
        {
            if (check.Examine() is { } reason)
            {
                reasons.Add(reason);
                worst = reason.Status > worst ? reason.Status : worst;
            }
        }

        return new(worst, reloader.Status.Revision, reasons);
    }
}
