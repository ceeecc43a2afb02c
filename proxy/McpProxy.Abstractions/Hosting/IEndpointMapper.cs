using Microsoft.AspNetCore.Routing;

namespace McpProxy.Hosting;

/// <summary>
/// Maps endpoints of a plugin's own, e.g. the callback of an authorization. Register implementations in the services; they are
/// called once, when the host maps McpProxy, after the configuration was loaded. Such endpoints win over proxied routes of the
/// same path and ask for no authorization unless they say so themselves.
/// </summary>
public interface IEndpointMapper
{
    /// <summary>Maps the endpoints.</summary>
    /// <param name="endpoints">Takes them.</param>
    void Map(IEndpointRouteBuilder endpoints);
}
