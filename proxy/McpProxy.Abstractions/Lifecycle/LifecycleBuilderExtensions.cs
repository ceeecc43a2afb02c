using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;

namespace McpProxy.Lifecycle;

/// <summary>Registers parts of the process.</summary>
public static class LifecycleBuilderExtensions
{
    /// <summary>Registers a part that is started and stopped with the proxy. Registering it twice is harmless. It is made once, by dependency injection.</summary>
    /// <typeparam name="TPart">The part.</typeparam>
    /// <param name="builder">The builder a plugin was given.</param>
    public static IMcpProxyBuilder AddPart<TPart>(this IMcpProxyBuilder builder)
        where TPart : class, ILifecyclePart
    {
        ArgumentNullException.ThrowIfNull(builder);
        builder.Services.TryAddSingleton<TPart>();
        builder.Services.TryAddEnumerable(ServiceDescriptor.Singleton<ILifecyclePart, TPart>(s => s.GetRequiredService<TPart>()));
        return builder;
    }
}
