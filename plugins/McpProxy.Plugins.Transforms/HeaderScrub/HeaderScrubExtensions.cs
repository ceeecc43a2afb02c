using Yarp.ReverseProxy.Configuration;
using Yarp.ReverseProxy.Transforms;
using Yarp.ReverseProxy.Transforms.Builder;

namespace McpProxy.Plugins.Transforms.HeaderScrub;

/// <summary>Adds <c>HeaderScrub</c> to routes that are built in code.</summary>
public static class HeaderScrubExtensions
{
    /// <summary>Lists the transform on a route; its options are <c>McpProxy:HeaderScrub:{name}</c>.</summary>
    /// <param name="route">The route.</param>
    /// <param name="name">Name of the options.</param>
    /// <returns>A copy of the route.</returns>
    public static RouteConfig WithTransformHeaderScrub(this RouteConfig route, string name) =>
        route.WithTransform(transform => transform[HeaderScrubFactory.TransformKey] = name);

    /// <summary>Adds the transform with options given in code.</summary>
    /// <param name="context">The route being built.</param>
    /// <param name="options">What to remove.</param>
    public static TransformBuilderContext AddHeaderScrub(this TransformBuilderContext context, HeaderScrubOptions options)
    {
        ArgumentNullException.ThrowIfNull(context);
        ArgumentNullException.ThrowIfNull(options);
        context.RequestTransforms.Add(new HeaderScrubTransform(options));
        return context;
    }
}
