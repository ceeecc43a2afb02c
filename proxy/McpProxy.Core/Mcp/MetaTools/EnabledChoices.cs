using McpProxy.Context;
using McpProxy.Mcp.Engines;
using McpProxy.Tools.Disclosure;

namespace McpProxy.Mcp.MetaTools;

/// <summary>Finds what the client of a request has enabled: it stands in the request's context handle, or in its session.</summary>
internal sealed class EnabledChoices(CallContexts contexts)
{
    /// <exception cref="ProxyErrorException">The handle cannot be used.</exception>
    public async ValueTask<EnabledTools> FindAsync(McpRequest request, CancellationToken cancellationToken)
    {
        var exchange = new ProxyExchange { Door = ExchangeDoor.Mcp, CallerRequest = request.Caller, SessionId = request.StateId };
        if (request.ContextHandle is { } handle)
        {
            exchange.Requested.Handle = handle;
        }

        return EnabledTools.Of((await contexts.FindAsync(exchange, cancellationToken)).Chosen);
    }
}
