using McpProxy.Configuration;
using McpProxy.Dispatch;
using Microsoft.AspNetCore.Http;

namespace McpProxy.Inbound;

/// <summary>Holds endpoints of plugins to the host rule of the MCP endpoints (DNS rebinding).</summary>
internal sealed class PluginSourceGate(LiveConfig config, HostCheck hosts)
{
    private static readonly ProxyError ForeignHost =
        new(ProxyErrorKind.Forbidden, "host_not_allowed", "This host name is not allowed; add it to Mcp:AllowedHosts.") { Status = StatusCodes.Status403Forbidden };

    /// <summary>Puts the check before an endpoint.</summary>
    public RequestDelegate Guard(RequestDelegate endpoint) =>
        http => hosts.IsAllowed(http, config.Current) ? endpoint(http) : ProblemWriter.RefuseAsync(http, ForeignHost);
}
