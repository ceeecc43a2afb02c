using McpProxy;
using McpProxy.Admin;
using McpProxy.Authentication;
using McpProxy.Configuration;
using McpProxy.Dispatch;
using McpProxy.Forwarding;
using McpProxy.Mcp;
using McpProxy.Shaping.Continuation;
using McpProxy.Shaping.Truncation;
using Microsoft.Extensions.Configuration;

namespace Microsoft.Extensions.DependencyInjection;

/// <summary>Puts McpProxy into a host.</summary>
public static class McpProxyServiceCollectionExtensions
{
    /// <summary>
    /// Registers YARP and McpProxy. The sections <c>ReverseProxy</c>, <c>Mcp</c> and <c>McpProxy</c> of
    /// <paramref name="configuration"/> are loaded, checked and reloaded together; do not call <c>LoadFromConfig</c> for
    /// the same section. Routes of further <c>IProxyConfigProvider</c>s go through the corridor too.
    /// </summary>
    /// <param name="services">The host's services.</param>
    /// <param name="configuration">The host's configuration, all layers merged.</param>
    /// <returns>A builder on which plugins register themselves.</returns>
    public static IMcpProxyBuilder AddMcpProxy(this IServiceCollection services, IConfiguration configuration)
    {
        ArgumentNullException.ThrowIfNull(services);
        ArgumentNullException.ThrowIfNull(configuration);
        services.AddConfigurationRoom(configuration);
        services.AddCallerAuthentication();
        services.AddForwarding();
        services.AddDispatch();
        services.AddMcpSurface();
        services.AddContinuation();
        services.AddAdmin();
        return new McpProxyBuilder(services, configuration).AddTransform<TruncateFactory>();
    }
}
