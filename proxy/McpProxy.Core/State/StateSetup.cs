using McpProxy.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;

namespace McpProxy.State;

/// <summary>Puts the state room together.</summary>
internal static class StateSetup
{
    /// <summary>Keeps state in memory, unless an <see cref="IStateStore"/> is registered. Needs <see cref="LiveConfig"/>.</summary>
    public static IServiceCollection AddState(this IServiceCollection services)
    {
        services.TryAddSingleton(TimeProvider.System);
        services.TryAddSingleton<IStateStore>(provider => new MemoryStateStore(
            provider.GetRequiredService<TimeProvider>(), () => provider.GetRequiredService<LiveConfig>().Current.Mcp.Sessions.MaxEventBytes));
        services.TryAddSingleton<ISeal>(provider => new StateSeal(ReadKeys(provider)));
        return services;
    }

    /// <summary>Mistakes in this section are the configuration loader's to report.</summary>
    private static List<string> ReadKeys(IServiceProvider services)
    {
        var state = services.GetRequiredService<ICandidateConfiguration>().Bind<StateConfig>("McpProxy:State", new ConfigErrors());
        return [.. state.Keys.Where(k => k.HasValue).Select(k => k.Reveal())];
    }
}
