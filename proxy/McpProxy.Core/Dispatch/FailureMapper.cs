using System.Globalization;
using Microsoft.AspNetCore.Http;
using Yarp.ReverseProxy.Forwarder;
using Yarp.ReverseProxy.Model;

namespace McpProxy.Dispatch;

/// <summary>
/// Finds out, after the route's pipeline has run, whether the proxy rather than the upstream ended the exchange, and why.
/// Both doors ask here, so the same failure has the same kind and code on both.
/// </summary>
internal static class FailureMapper
{
    private const string NotAuthenticated = "not_authenticated";
    private const string NotAuthorized = "not_authorized";

    /// <summary>The caller sent no valid credential, and the route demands one.</summary>
    public static ProxyError CallerNotAuthenticated { get; } =
        new(ProxyErrorKind.AuthRequired, NotAuthenticated, "The route's authorization policy demands a credential.") { Status = StatusCodes.Status401Unauthorized };

    /// <summary>The caller is known, and the route's policy refuses it.</summary>
    public static ProxyError CallerNotAuthorized { get; } =
        new(ProxyErrorKind.Forbidden, NotAuthorized, "The route's authorization policy refuses this caller.") { Status = StatusCodes.Status403Forbidden };

    /// <summary>What the proxy keeps between requests cannot be kept or found at the moment.</summary>
    public static ProxyError StateUnavailable { get; } =
        new(ProxyErrorKind.Internal, "state_unavailable", "The proxy cannot keep state at the moment; try again later.") { Status = StatusCodes.Status503ServiceUnavailable, Retryable = true, RetryAfterSeconds = 5 };

    /// <summary>The tool's own time limit passed.</summary>
    public static ProxyError DeadlinePassed { get; } = Deadline("call_timeout", "The call took longer than its time limit.");

    /// <summary>The route's <c>Timeout</c> or <c>TimeoutPolicy</c> passed.</summary>
    public static ProxyError RouteDeadlinePassed { get; } = Deadline("route_timeout", "The route's time limit passed.");

    /// <summary>The failure, or null when the answer is the upstream's own (whatever its status).</summary>
    /// <param name="context">The exchange, after its pipeline.</param>
    /// <param name="status">The status the pipeline left.</param>
    /// <param name="deadlinePassed">Whether a deadline of ours, not the caller, cancelled it.</param>
    public static ProxyError? Find(HttpContext context, int status, bool deadlinePassed)
    {
        if (ProxyExchange.Get(context)?.Error is { } error)
        {
            return error;
        }

        if (context.Features.Get<IForwarderErrorFeature>() is { } forwarder)
        {
            return FromForwarder(forwarder.Error, status, deadlinePassed);
        }

        var proxied = context.Features.Get<IReverseProxyFeature>();
        if (proxied?.ProxiedDestination is not null)
        {
            return null;
        }

        // A deadline that passes while the request waits for a limiter ends the pipeline without a status of its own.
        if (deadlinePassed)
        {
            return DeadlinePassed;
        }

        return FromPipeline(context, status, proxied is not null);
    }

    /// <summary>
    /// Takes back the advice to repeat a call that may have been carried out: a lost answer of a request that is not
    /// idempotent (RFC 9110, section 9.2.2) says nothing about its effect.
    /// </summary>
    public static ProxyError ForRepetition(ProxyError error, bool repeatable) =>
        repeatable || !error.Retryable || error.Kind is ProxyErrorKind.CircuitOpen or ProxyErrorKind.RateLimited
            ? error
            : error with { Retryable = false, Hint = error.Hint ?? "It may have been carried out: look before you call again." };

    private static ProxyError? FromForwarder(ForwarderError error, int status, bool deadlinePassed) => error switch
    {
        ForwarderError.None => null,
        ForwarderError.NoAvailableDestinations => new(ProxyErrorKind.CircuitOpen, "no_available_destinations", "No destination of the route's cluster is healthy.")
        {
            Status = StatusCodes.Status503ServiceUnavailable,
            Hint = "Wait for the upstream to recover.",
        },
        ForwarderError.RequestTimedOut or ForwarderError.UpgradeActivityTimeout => Deadline("upstream_timeout", "The upstream did not answer in time."),
        _ when deadlinePassed => DeadlinePassed,
        ForwarderError.RequestBodyClient => new(ProxyErrorKind.InvalidArguments, status == StatusCodes.Status413PayloadTooLarge ? "request_too_large" : "request_body",
            status == StatusCodes.Status413PayloadTooLarge ? "The request body is larger than the route allows." : "The request body could not be read to its end.")
        {
            Status = status,
        },
        >= ForwarderError.UpgradeRequestCanceled and <= ForwarderError.UpgradeResponseDestination =>
            new(ProxyErrorKind.UpstreamHttp, "unexpected_upgrade", "The upstream switched protocols (status 101), which a tool call cannot follow.") { Status = StatusCodes.Status502BadGateway },
        ForwarderError.Request => new(ProxyErrorKind.UpstreamUnreachable, "connection_failed", "The upstream could not be reached.") { Status = StatusCodes.Status502BadGateway },
        ForwarderError.RequestBodyDestination or ForwarderError.ResponseBodyDestination =>
            new(ProxyErrorKind.UpstreamUnreachable, "connection_broken", "The upstream broke the connection before its answer was complete.") { Status = StatusCodes.Status502BadGateway },
        ForwarderError.RequestCanceled or ForwarderError.RequestBodyCanceled or ForwarderError.ResponseBodyCanceled =>
            Deadline("upstream_timeout", "The upstream did not finish its answer in time."),
        _ => new(ProxyErrorKind.Internal, "forwarding_failed", $"The proxy could not forward the request ({error}).") { Status = StatusCodes.Status502BadGateway },
    };

    private static ProxyError? FromPipeline(HttpContext context, int status, bool reachedProxy) => status switch
    {
        StatusCodes.Status429TooManyRequests when !reachedProxy => new(ProxyErrorKind.RateLimited, "route_rate_limit", "The route's rate limit is used up.")
        {
            Status = status,
            RetryAfterSeconds = RetryAfter(context),
            Hint = "Make fewer calls at once.",
        },
        StatusCodes.Status504GatewayTimeout => RouteDeadlinePassed,
        StatusCodes.Status503ServiceUnavailable when reachedProxy => new(ProxyErrorKind.CircuitOpen, "no_available_destinations", "No destination of the route's cluster can take this request.") { Status = status },
        StatusCodes.Status403Forbidden when !reachedProxy => CallerNotAuthorized,
        StatusCodes.Status401Unauthorized when !reachedProxy => CallerNotAuthenticated,
        >= 400 when reachedProxy => new(ProxyErrorKind.Internal, "transform_refused", $"A transform of the route ended the request with status {status}.") { Status = status },
        >= 500 => new(ProxyErrorKind.Internal, "pipeline_failed", $"The route's pipeline ended the request with status {status}.") { Status = status },
        _ => null,
    };

    private static ProxyError Deadline(string code, string message) => new(ProxyErrorKind.Timeout, code, message) { Status = StatusCodes.Status504GatewayTimeout };

    private static int? RetryAfter(HttpContext context) =>
        int.TryParse(context.Response.Headers.RetryAfter.ToString(), NumberStyles.None, CultureInfo.InvariantCulture, out var seconds) ? seconds : null;
}
