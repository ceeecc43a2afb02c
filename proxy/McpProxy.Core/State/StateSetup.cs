using McpProxy.Configuration;
using McpProxy.Lifecycle;
using McpProxy.State.Files;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Logging;

namespace McpProxy.State;

/// <summary>Puts the state room together.</summary>
internal static class StateSetup
{
    /// <summary>Keeps state where <c>McpProxy:State</c> says, unless an <see cref="IStateStore"/> is registered. Needs <see cref="LiveConfig"/>.</summary>
    public static IServiceCollection AddState(this IServiceCollection services)
    {
        services.TryAddSingleton(TimeProvider.System);
        services.TryAddSingleton(CreateStore);
        services.TryAddSingleton<ISeal>(provider => new StateSeal([.. Read(provider).Keys.Where(k => k.HasValue).Select(k => k.Reveal())]));
        services.AddPart<StatePart>();
        return services;
    }

    private static IStateStore CreateStore(IServiceProvider services)
    {
        var config = Read(services);
        var time = services.GetRequiredService<TimeProvider>();
        return config is { Kind: StateKind.File, Path: { } path }
            ? new FileStateStore(path, config.MaxBytes, MaxEventBytes, services.GetRequiredService<ISeal>(), time, services.GetRequiredService<ILogger<FileStateStore>>())
            : new MemoryStateStore(time, MaxEventBytes);

        long MaxEventBytes() => services.GetRequiredService<LiveConfig>().Current.Mcp.Sessions.MaxEventBytes;
    }

    /// <summary>Mistakes in this section are the configuration loader's to report. Without a loader there are the defaults.</summary>
    private static StateConfig Read(IServiceProvider services) =>
        services.GetService<ICandidateConfiguration>()?.Bind<StateConfig>("McpProxy:State", new ConfigErrors()) ?? new StateConfig();
}
