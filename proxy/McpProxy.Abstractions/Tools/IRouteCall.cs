namespace McpProxy.Tools;

/// <summary>A compiled request through a route. It belongs to the configuration it was compiled from. Thread-safe.</summary>
public interface IRouteCall
{
    /// <summary>
    /// Sends it as the caller of a tool, down the corridor: the route's own authorization, limits, preparations, transforms and
    /// destinations serve it like any other request of this caller. One at a time for each tool call.
    /// </summary>
    /// <param name="call">The call of the tool it is sent for.</param>
    /// <param name="arguments">UTF-8 JSON object with the values of its parameters; empty for none.</param>
    /// <param name="context">Identity, profile, region or handle instead of those that the tool's call asks for; null members keep those. Default all of them.</param>
    /// <param name="cancellationToken">Gives up.</param>
    /// <returns>The upstream's answer, which has a status of success.</returns>
    /// <exception cref="ProxyErrorException">
    /// Any failure, by the error contract. Let it pass, and the tool answers with it; a challenge of the route's authorization then
    /// reaches the caller as well.
    /// </exception>
    ValueTask<RouteAnswer> SendAsync(PluginToolCall call, ReadOnlyMemory<byte> arguments = default, RequestedContext? context = null, CancellationToken cancellationToken = default);

    /// <summary>
    /// Goes the same way but for the last step: nothing is sent to the upstream. It shows the identity, profile and region that the
    /// request would be sent in, and whether there is a credential for it.
    /// </summary>
    /// <param name="call">The call of the tool that asks.</param>
    /// <param name="arguments">As in <see cref="SendAsync"/>.</param>
    /// <param name="context">As in <see cref="SendAsync"/>.</param>
    /// <param name="cancellationToken">Gives up.</param>
    /// <returns>What the request would run in.</returns>
    /// <exception cref="ProxyErrorException">It could not be sent.</exception>
    ValueTask<ProxyExchange> ResolveAsync(PluginToolCall call, ReadOnlyMemory<byte> arguments = default, RequestedContext? context = null, CancellationToken cancellationToken = default);
}
