using McpProxy.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;

namespace McpProxy.Tools;

/// <summary>Registers tools of plugins.</summary>
public static class ToolBuilderExtensions
{
    /// <summary>
    /// Registers a source of tools, also as a section if it is one, so that its options are checked and listed. Registering it
    /// twice is harmless. It is made once, by dependency injection.
    /// </summary>
    /// <typeparam name="TSource">The source, usually derived from <see cref="ToolSource{TOptions}"/>.</typeparam>
    /// <param name="builder">The builder a plugin was given.</param>
    public static IMcpProxyBuilder AddToolSource<TSource>(this IMcpProxyBuilder builder)
        where TSource : class, IToolSource
    {
        ArgumentNullException.ThrowIfNull(builder);
        builder.Services.TryAddSingleton<TSource>();
        Func<IServiceProvider, TSource> find = s => s.GetRequiredService<TSource>();
        builder.Services.TryAddEnumerable(ServiceDescriptor.Singleton<IToolSource, TSource>(find));
        if (typeof(ISectionDescriptor).IsAssignableFrom(typeof(TSource)))
        {
            builder.Services.TryAddEnumerable(ServiceDescriptor.Describe(typeof(ISectionDescriptor), find, ServiceLifetime.Singleton));
        }

        return builder;
    }
}
