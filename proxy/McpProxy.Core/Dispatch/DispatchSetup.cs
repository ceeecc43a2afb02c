using System.Globalization;
using System.Threading.RateLimiting;
using McpProxy.Context;
using McpProxy.Hosting;
using McpProxy.Shaping;
using McpProxy.Telemetry;
using McpProxy.Tools.Plugins;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.RateLimiting;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Yarp.ReverseProxy.Transforms.Builder;

namespace McpProxy.Dispatch;

/// <summary>Composes the corridor.</summary>
internal static class DispatchSetup
{
    public static IServiceCollection AddDispatch(this IServiceCollection services)
    {
        services.AddAuthorization();
        services.AddRateLimiter(Reject429);
        services.AddRequestTimeouts();
        services.TryAddSingleton(TimeProvider.System);
        services.TryAddSingleton<McpProxyMetrics>();
        services.TryAddSingleton<CallerAuthorization>();
        services.TryAddEnumerable(ServiceDescriptor.Singleton<ITransformProvider, LoopGuard>());
        services.TryAddSingleton<ExchangePreparations>();
        services.AddCallContexts();
        services.TryAddSingleton<ExchangeWatch>();
        services.TryAddSingleton<Corridor>();
        services.TryAddSingleton<IEndpointAdmission, EndpointAdmission>();
        services.TryAddSingleton<PluginToolCompiler>();
        services.TryAddSingleton<CallGate>();
        services.TryAddSingleton<CallDeadlines>();
        services.TryAddSingleton<ResultMapper>();
        services.TryAddSingleton<UpstreamErrorMapper>();
        services.TryAddSingleton<IToolInvoker, ToolInvoker>();
        return services;
    }

    /// <summary>ASP.NET Core's default for a refused request is 503, which callers take for an outage (RFC 6585, section 4).</summary>
    private static void Reject429(RateLimiterOptions options)
    {
        options.RejectionStatusCode = StatusCodes.Status429TooManyRequests;
        options.OnRejected = static (context, _) =>
        {
            if (context.Lease.TryGetMetadata(MetadataName.RetryAfter, out var wait))
            {
                var seconds = (long)Math.Ceiling(wait.TotalSeconds);
                context.HttpContext.Response.Headers.RetryAfter = seconds.ToString(CultureInfo.InvariantCulture);
            }

            return ValueTask.CompletedTask;
        };
    }
}
