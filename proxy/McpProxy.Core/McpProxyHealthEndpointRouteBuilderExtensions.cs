using McpProxy.Admin;
using Microsoft.AspNetCore.Routing;

namespace Microsoft.AspNetCore.Builder;

/// <summary>Maps the health endpoints.</summary>
public static class McpProxyHealthEndpointRouteBuilderExtensions
{
    /// <summary>
    /// Maps <c>/health/live</c>, <c>/health/ready</c> and <c>/ping</c>, for anybody and before every proxied route of the
    /// same path. The host <c>mcpproxy</c> does this; an embedding host may have health endpoints of its own.
    /// </summary>
    /// <param name="endpoints">The host's endpoints.</param>
    /// <returns>Conventions of these endpoints, e.g. <c>RequireHost("*:9000")</c>.</returns>
    public static IEndpointConventionBuilder MapMcpProxyHealth(this IEndpointRouteBuilder endpoints)
    {
        ArgumentNullException.ThrowIfNull(endpoints);
        return endpoints.MapHealth();
    }
}
