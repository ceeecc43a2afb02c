using Microsoft.AspNetCore.Http;

namespace McpProxy;

/// <summary>
/// Work for an exchange that may have to wait and must be done before a destination is chosen: trading a credential, finding
/// the caller's profile or region. It runs on both doors after authorization, limits and the start of the timeouts; request
/// transforms run later, when the destination is known, and only read what it left on the exchange. One instance serves a
/// route; it is called from many threads at once.
/// </summary>
public interface IExchangePreparation
{
    /// <summary>
    /// Whether it trades the caller's own credential, so that a false one fails here and goes no further. Callers with a partner
    /// token may use a route only if one of its preparations does, or a policy names their scheme. Default false.
    /// </summary>
    bool ProvesCaller => false;

    /// <summary>
    /// Prepares one exchange. To end it, call <see cref="ProxyExchange.Fail"/> and return, or throw a <see cref="ProxyErrorException"/>;
    /// then nothing later runs. Wait with <see cref="HttpContext.RequestAborted"/>.
    /// </summary>
    /// <param name="context">The request as it goes down the corridor.</param>
    /// <param name="exchange">Its exchange.</param>
    ValueTask PrepareAsync(HttpContext context, ProxyExchange exchange);
}
