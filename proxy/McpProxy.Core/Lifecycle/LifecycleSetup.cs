using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;

namespace McpProxy.Lifecycle;

/// <summary>Composes the room.</summary>
internal static class LifecycleSetup
{
    /// <summary>Registers phases and parts. Every room that has a part calls it; more than once is harmless.</summary>
    public static IServiceCollection AddLifecycle(this IServiceCollection services)
    {
        services.AddMetrics();
        services.TryAddSingleton(TimeProvider.System);
        services.TryAddSingleton<ProxyLifecycle>();
        services.TryAddSingleton<LifecycleParts>();
        services.AddHostedService<LifecycleService>();
        return services;
    }

    /// <summary>Registers a part of this assembly.</summary>
    public static IServiceCollection AddPart<TPart>(this IServiceCollection services)
        where TPart : class, ILifecyclePart
    {
        services.AddLifecycle();
        services.TryAddEnumerable(ServiceDescriptor.Singleton<ILifecyclePart, TPart>());
        return services;
    }
}
