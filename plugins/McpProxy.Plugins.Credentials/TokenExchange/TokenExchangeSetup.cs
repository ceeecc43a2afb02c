using McpProxy.Configuration;
using McpProxy.Credentials;
using McpProxy.Plugins.Credentials.TokenExchange.Running;
using McpProxy.Plugins.Credentials.TokenServers;
using McpProxy.State;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace McpProxy.Plugins.Credentials.TokenExchange;

/// <summary>Puts token exchanges together.</summary>
internal static class TokenExchangeSetup
{
    public static IMcpProxyBuilder AddTokenExchange(this IMcpProxyBuilder builder)
    {
        var services = builder.Services;
        services.TryAddSingleton(TimeProvider.System);
        services.TryAddSingleton(s => new TransportRule(s.GetService<IHostEnvironment>()));
        services.TryAddSingleton<TokenEndpointClient>();
        services.TryAddSingleton<TokenExchangeMetrics>();
        services.TryAddSingleton(s => new TokenExchangers(
            new ExchangeDependencies(
                s.GetRequiredService<TokenEndpointClient>(),
                s.GetRequiredService<TokenExchangeMetrics>(),
                s.GetRequiredService<IStateStore>(),
                s.GetRequiredService<ISeal>(),
                s.GetService<IAuthorizationFlows>(),
                s.GetRequiredService<TimeProvider>(),
                s.GetRequiredService<ILogger<TokenExchanger>>()),
            s.GetRequiredService<IAppliedConfiguration>(),
            s.GetRequiredService<TransportRule>()));
        services.TryAddEnumerable(ServiceDescriptor.Singleton<ITradedHeaders, TradedHeaders>());
        services.TryAddSingleton<IIdentitySources>(s => s.GetRequiredService<TokenExchangers>());
        return builder.AddPresets(typeof(TokenExchangeSetup).Assembly).AddTransform<TokenExchangeFactory>();
    }
}
