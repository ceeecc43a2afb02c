using Microsoft.AspNetCore.Http;

namespace McpProxy.Hosting;

/// <summary>
/// Holds the endpoints of a plugin (<see cref="IEndpointMapper"/>) to what holds for routes: who may come in, in which context, and how
/// failures are told. Ask the services for it. A singleton; thread-safe.
/// </summary>
public interface IEndpointAdmission
{
    /// <summary>
    /// Finds out who sends a request and in which context (<c>X-McpProxy-*</c> headers, a handle, the configuration), and holds the
    /// caller to a policy. A partner's token, which an endpoint does not trade, is good enough only for a policy that names its scheme.
    /// </summary>
    /// <param name="context">The request.</param>
    /// <param name="policy">A policy of <c>McpProxy:Authorization:Policies</c>; null for the default one.</param>
    /// <returns>The exchange of the request; null when it is refused, and the answer has been written.</returns>
    ValueTask<ProxyExchange?> AdmitAsync(HttpContext context, string? policy);

    /// <summary>Answers a request with a failure, as problem details (RFC 9457).</summary>
    /// <param name="context">The request; its answer has not begun.</param>
    /// <param name="error">The failure.</param>
    Task RefuseAsync(HttpContext context, ProxyError error);
}
