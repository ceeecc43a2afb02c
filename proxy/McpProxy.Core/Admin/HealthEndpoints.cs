using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using McpProxy.Configuration.Reloading;
using McpProxy.Lifecycle;
using McpProxy.Telemetry;
using Microsoft.AspNetCore.Http;

namespace McpProxy.Admin;

/// <summary>Answers the questions of load balancers, orchestrators and hosting platforms.</summary>
internal sealed class HealthEndpoints(IEnumerable<IReadinessCheck> checks, ProxyLifecycle lifecycle, LifecycleParts parts, ConfigReloader reloader, PingStatus ping)
{
    /// <summary>Mistakes of a configuration are read by people: quotes stay quotes.</summary>
    private static readonly AdminJson Json = new(new JsonSerializerOptions(AdminJson.Default.Options) { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping });

    private readonly IReadinessCheck[] _checks = [.. checks];
    private readonly LivenessReport _live = new("live", McpProxyTelemetry.Version);

    public Task LiveAsync(HttpContext context) => WriteAsync(context, StatusCodes.Status200OK, _live, Json.LivenessReport);

    public Task PingAsync(HttpContext context) => WriteAsync(context, StatusCodes.Status200OK, ping.Report(), Json.PingReport);

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
            foreach (var reason in check.Examine())
            {
                reasons.Add(reason);
                worst = reason.Status > worst ? reason.Status : worst;
            }
        }

        var states = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (var (part, health) in parts.Examine())
        {
            states[part.Name] = health.State switch
            {
                PartState.Healthy => "healthy",
                PartState.Degraded => "degraded",
                _ => "failed",
            };
        }

        return new(worst, lifecycle.Phase, reloader.Status.Revision, reasons, states);
    }
}
