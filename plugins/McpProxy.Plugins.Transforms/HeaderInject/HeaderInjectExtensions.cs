using Yarp.ReverseProxy.Configuration;
using Yarp.ReverseProxy.Transforms;
using Yarp.ReverseProxy.Transforms.Builder;

namespace McpProxy.Plugins.Transforms.HeaderInject;

/// <summary>Adds <c>HeaderInject</c> to routes that are built in code.</summary>
public static class HeaderInjectExtensions
{
    /// <summary>Lists the transform on a route; its options are <c>McpProxy:HeaderInject:{name}</c>.</summary>
    /// <param name="route">The route.</param>
    /// <param name="name">Name of the options.</param>
    /// <returns>A copy of the route.</returns>
    public static RouteConfig WithTransformHeaderInject(this RouteConfig route, string name) =>
        route.WithTransform(transform => transform[HeaderInjectFactory.TransformKey] = name);

    /// <summary>Adds the transform with options given in code.</summary>
    /// <param name="context">The route being built.</param>
    /// <param name="options">What to set.</param>
    /// <exception cref="FormatException">A path of a rule is not a path pattern.</exception>
    public static TransformBuilderContext AddHeaderInject(this TransformBuilderContext context, HeaderInjectOptions options)
    {
        ArgumentNullException.ThrowIfNull(context);
        ArgumentNullException.ThrowIfNull(options);
        context.RequestTransforms.Add(new HeaderInjectTransform(options));
        var readsContext = options.Headers.Values.Any(h => h.Exchange is ExchangeValue.Identity or ExchangeValue.Profile or ExchangeValue.Region);
        return readsContext ? context.AddCallContext() : context;
    }
}
