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
}
