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

    /// <summary>
    /// Changes the choice that is in force. A handle that the call carried is left as it is, and a new one is made of it;
    /// else the session's choice is changed, if there is a session. Of changes at the same time none is lost.
    /// </summary>
    /// <param name="context">The request as it goes down the corridor.</param>
    /// <param name="change">Makes the new choice of the one in force; called again when another change came in between, so it must do nothing else.</param>
    /// <returns>The new choice, and the handle that later calls can carry.</returns>
    /// <exception cref="ProxyErrorException">As in <see cref="GetAsync"/>; or the choice is too large for a handle.</exception>
    ValueTask<CurrentContext> ChangeAsync(HttpContext context, Func<CallContext, CallContext> change);
}
