using Microsoft.AspNetCore.Http;

namespace McpProxy.Context;

/// <summary>
/// What callers have chosen, between calls. A client with a session (initialize era) has it kept there; every client can carry it
/// itself, in a handle that nobody else can use, read or change.
/// </summary>
public interface ICallContexts
{
    /// <summary>The choice that is in force for an exchange: that of its handle, else that of its session.</summary>
    /// <param name="context">The request as it goes down the corridor.</param>
    /// <exception cref="ProxyErrorException">The handle is malformed, expired, or another caller's.</exception>
    ValueTask<CurrentContext> GetAsync(HttpContext context);

    /// <summary>Makes a choice, in place of the one before it.</summary>
    /// <param name="context">The request as it goes down the corridor.</param>
    /// <param name="chosen">What was chosen.</param>
    /// <returns>The choice, and the handle that later calls can carry.</returns>
    ValueTask<CurrentContext> SetAsync(HttpContext context, CallContext chosen);
}
