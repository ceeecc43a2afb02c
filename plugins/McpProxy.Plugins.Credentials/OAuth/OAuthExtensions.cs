using McpProxy.Configuration;
using McpProxy.Credentials;
using McpProxy.Hosting;
using McpProxy.Plugins.Credentials.OAuth.Endpoints;
using McpProxy.Plugins.Credentials.OAuth.Flows;
using McpProxy.Plugins.Credentials.OAuth.Options;
using McpProxy.Plugins.Credentials.OAuth.Tokens;
using McpProxy.Plugins.Credentials.OAuth.Vault;
using McpProxy.Plugins.Credentials.TokenServers;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Hosting;
using Yarp.ReverseProxy.Transforms.Builder;

namespace McpProxy.Plugins.Credentials.OAuth;

/// <summary>Registers the authorization-code flow.</summary>
internal static class OAuthExtensions
{
    /// <summary>Registers <c>McpProxy:OAuth</c>, its endpoints, and the transform <c>OAuthToken</c>.</summary>
    public static IMcpProxyBuilder AddOAuth(this IMcpProxyBuilder builder)
    {
        var services = builder.Services;
        services.TryAddSingleton<TokenEndpointClient>();
        services.TryAddSingleton(p => new TransportRule(p.GetService<IHostEnvironment>()));
        services.TryAddSingleton<FlowStates>();
        services.TryAddSingleton<FlowLimit>();
        services.TryAddSingleton<TokenVault>();
        services.TryAddSingleton<TokenRefresher>();
        services.TryAddSingleton<FlowRooms>();
        services.TryAddSingleton<AuthorizationFlows>();
        services.TryAddSingleton<IAuthorizationFlows>(s => s.GetRequiredService<AuthorizationFlows>());
        services.TryAddSingleton<CallbackEndpoint>();
        services.TryAddSingleton<StartEndpoint>();
        services.TryAddEnumerable(ServiceDescriptor.Singleton<IEndpointMapper, OAuthEndpoints>());
        services.TryAddEnumerable(ServiceDescriptor.Singleton<ISectionDescriptor, OAuthSection>());
        services.TryAddEnumerable(ServiceDescriptor.Singleton<ITransformFactory, OAuthTokenFactory>());
        return builder;
    }
}
