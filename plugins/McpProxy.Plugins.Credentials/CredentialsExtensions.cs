using McpProxy.Plugins.Credentials.OAuth;
using McpProxy.Plugins.Credentials.TokenExchange;

namespace McpProxy.Plugins.Credentials;

/// <summary>Registers what obtains credentials for upstreams.</summary>
public static class CredentialsExtensions
{
    /// <summary>Registers <c>TokenExchange</c> and <c>OAuth</c>.</summary>
    /// <param name="builder">The builder.</param>
    [McpProxyPlugin("credentials", Description = "TokenExchange and OAuth: obtain credentials for upstreams on behalf of callers.")]
    public static IMcpProxyBuilder AddCredentials(this IMcpProxyBuilder builder) => builder.AddTokenExchange().AddOAuth();
}
