using Microsoft.AspNetCore.Http;

namespace McpProxy.Hosting;

/// <summary>Says how callers authenticate to the proxy, for endpoints and transforms that answer 401 themselves.</summary>
public interface ICallerChallenges
{
    /// <summary>
    /// A value of <c>WWW-Authenticate</c> of the scheme <c>Bearer</c> (RFC 6750, section 3), with the realm and the address of the metadata
    /// (RFC 9728, section 5.1) where the proxy has them.
    /// </summary>
    /// <param name="context">The caller's request.</param>
    /// <param name="error">An error code of RFC 6750, section 3.1; null where no credential was sent.</param>
    string Bearer(HttpContext context, string? error = null);
}
