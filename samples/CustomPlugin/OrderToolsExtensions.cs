using McpProxy;
using McpProxy.Tools;

namespace CustomPlugin;

/// <summary>Registers the plugin.</summary>
public static class OrderToolsExtensions
{
    /// <summary>Adds the tools of <c>McpProxy:OrderTools</c>.</summary>
    /// <param name="builder">The builder.</param>
    [McpProxyPlugin("order-tools", Description = "A tool that adds up an order of a partner.")]
    public static IMcpProxyBuilder AddOrderTools(this IMcpProxyBuilder builder) => builder.AddToolSource<OrderToolSource>();
}
