using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Primitives;
using Yarp.ReverseProxy.Model;
using Yarp.ReverseProxy.Transforms;

namespace McpProxy.Dispatch;

/// <summary>
/// Counts how often a request has passed a McpProxy, in <c>CDN-Loop</c> (RFC 8586): the header made for this, which other
/// proxies pass on and upstreams ignore. <c>Via</c> would do too, but some servers stop compressing when they see it.
/// </summary>
/// <param name="maxHops">Rounds after which the request is answered with 508; 0 for none.</param>
/// <param name="logger">Names the route that leads back.</param>
internal sealed partial class LoopTransform(int maxHops, ILogger logger) : RequestTransform
{
    private const string Header = "CDN-Loop";

    /// <summary>The same for all instances: a loop may pass through several replicas.</summary>
    private const string Pseudonym = "mcpproxy";

    private static readonly ProxyError Detected = new(ProxyErrorKind.Internal, "loop_detected", "The route leads back to the proxy.")
    {
        Status = StatusCodes.Status508LoopDetected,
        Hint = "The operator must correct the address of the route's destination.",
    };

    public int MaxHops => maxHops;

    public override ValueTask ApplyAsync(RequestTransformContext context)
    {
        var passed = PassedBefore(context.HttpContext);
        var headers = context.ProxyRequest.Headers;
        if (passed.Count == 0)
        {
            headers.TryAddWithoutValidation(Header, Pseudonym);
            return default;
        }

        if (Count(passed) >= maxHops)
        {
            Log.LoopDetected(logger, context.HttpContext.Features.Get<IReverseProxyFeature>()?.Route.Config.RouteId ?? "", maxHops);
            ProxyExchange.Get(context.HttpContext)?.Fail(context.HttpContext, Detected);
            return default;
        }

        headers.Remove(Header);
        headers.TryAddWithoutValidation(Header, $"{passed}, {Pseudonym}");
        return default;
    }

    /// <summary>A tool call carries no header of its caller, but the way of its caller's request is its way.</summary>
    private static StringValues PassedBefore(HttpContext context)
    {
        var source = context.Features[typeof(IHttpRequestFeature)] is CorridorRequest request ? request.Caller : context;
        return source?.Request.Headers[Header] ?? default;
    }

    private static int Count(StringValues passed)
    {
        var count = 0;
        foreach (var line in passed)
        {
            foreach (var range in line.AsSpan().Split(','))
            {
                var hop = line.AsSpan()[range];
                var parameters = hop.IndexOf(';');
                count += (parameters < 0 ? hop : hop[..parameters]).Trim().Equals(Pseudonym, StringComparison.OrdinalIgnoreCase) ? 1 : 0;
            }
        }

        return count;
    }

    private static partial class Log
    {
        [LoggerMessage(303, LogLevel.Warning, "A request came through route {Route} after {Hops} rounds: its destination leads back to this proxy.")]
        public static partial void LoopDetected(ILogger logger, string route, int hops);
    }
}
