using McpProxy;
using McpProxy.Configuration;
using Microsoft.Extensions.DependencyInjection.Extensions;

namespace CustomPlugin;

/// <summary>Registers the plugin.</summary>
public static class RequestSigningExtensions
{
    /// <summary>Adds the <c>RequestSigning</c> transform.</summary>
    /// <param name="builder">The builder.</param>
    [McpProxyPlugin("request-signing", Description = "Signs upstream requests for partners that ask for it.")]
    public static IMcpProxyBuilder AddRequestSigning(this IMcpProxyBuilder builder)
    {
        builder.Services.TryAddSingleton(TimeProvider.System);
        return builder.AddTransform<RequestSigningFactory>().AddPresets(typeof(RequestSigningExtensions).Assembly);
    }
}
