using McpProxy.State;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;

namespace McpProxy.Context;

/// <summary>Puts the context room together.</summary>
internal static class ContextSetup
{
    /// <summary>Needs <see cref="Configuration.LiveConfig"/>.</summary>
    public static IServiceCollection AddCallContexts(this IServiceCollection services)
    {
        services.AddState();
        services.TryAddSingleton<ContextHandles>();
        services.TryAddSingleton<SessionContexts>();
        services.TryAddSingleton<HeaderCredentials>();
        services.TryAddSingleton<CallContexts>();
        services.TryAddSingleton<ICallContexts>(provider => provider.GetRequiredService<CallContexts>());
        services.TryAddSingleton<ContextResolution>();
        return services;
    }
}
