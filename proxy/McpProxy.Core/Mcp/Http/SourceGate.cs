using McpProxy.Configuration;
using McpProxy.Inbound;
using McpProxy.Mcp.Wire;
using Microsoft.AspNetCore.Http;

namespace McpProxy.Mcp.Http;

/// <summary>Refuses what web pages send behind their visitor's back, on every endpoint of MCP: DNS rebinding by the host, cross-site requests by the origin.</summary>
internal sealed class SourceGate(HostCheck hosts)
{
    /// <param name="http">The request.</param>
    /// <param name="config">Holds the allowed hosts and origins.</param>
    /// <param name="origin">The value of <c>Origin</c>; empty when it was not sent.</param>
    /// <returns>Why the request is refused, or null.</returns>
    public McpFault? Check(HttpContext http, ConfigSnapshot config, string origin)
    {
        if (!hosts.IsAllowed(http, config))
        {
            return McpFault.InvalidRequest("this host name is not allowed; add it to Mcp:AllowedHosts.", StatusCodes.Status403Forbidden);
        }

        return OriginCheck.IsAllowed(origin, config.Mcp)
            ? null
            : McpFault.InvalidRequest("this origin is not allowed; add it to Mcp:AllowedOrigins.", StatusCodes.Status403Forbidden);
    }
}
