using McpProxy.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Yarp.ReverseProxy.Transforms.Builder;

namespace McpProxy;

/// <summary>Registers transforms.</summary>
public static class TransformBuilderExtensions
{
    /// <summary>
    /// Registers a transform factory: with YARP, so that routes can name it, and as a section, so that its options are
    /// checked and listed. Registering it twice is harmless. It is made once, by dependency injection.
    /// </summary>
    /// <typeparam name="TFactory">The factory, derived from <see cref="TransformFactory{TOptions}"/>.</typeparam>
    /// <param name="builder">The builder a plugin was given.</param>
    public static IMcpProxyBuilder AddTransform<TFactory>(this IMcpProxyBuilder builder)
        where TFactory : class, ITransformFactory, ISectionDescriptor
    {
        ArgumentNullException.ThrowIfNull(builder);
        builder.Services.TryAddSingleton<TFactory>();
        builder.Services.TryAddEnumerable(ServiceDescriptor.Singleton<ITransformFactory, TFactory>(s => s.GetRequiredService<TFactory>()));
        builder.Services.TryAddEnumerable(ServiceDescriptor.Singleton<ISectionDescriptor, TFactory>(s => s.GetRequiredService<TFactory>()));
        return builder;
    }

    /// <summary>Adds work that is done for each exchange of a route before a destination is chosen, in the order of the route's transforms.</summary>
    /// <param name="context">The route being built.</param>
    /// <param name="preparation">The work.</param>
    public static TransformBuilderContext AddPreparation(this TransformBuilderContext context, IExchangePreparation preparation)
    {
        ArgumentNullException.ThrowIfNull(context);
        context.Services.GetRequiredService<ExchangePreparations>().Add(context.Route, preparation);
        return context;
    }

    /// <summary>
    /// Has identity, profile and region resolved for the exchanges of a route. Every route with a preparation has them anyway;
    /// call it for a transform that only reads them. Other routes pay nothing for contexts.
    /// </summary>
    /// <param name="context">The route being built.</param>
    public static TransformBuilderContext AddCallContext(this TransformBuilderContext context)
    {
        ArgumentNullException.ThrowIfNull(context);
        // Transforms made for direct forwarding belong to no route, and so to no exchange.
        return context.Route is null ? context : context.AddPreparation(NoPreparation.Instance);
    }
}
