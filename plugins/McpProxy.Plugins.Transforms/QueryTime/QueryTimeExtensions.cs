using Yarp.ReverseProxy.Configuration;
using Yarp.ReverseProxy.Transforms;
using Yarp.ReverseProxy.Transforms.Builder;

namespace McpProxy.Plugins.Transforms.QueryTime;

/// <summary>Adds <c>QueryTime</c> to routes that are built in code.</summary>
public static class QueryTimeExtensions
{
    /// <summary>Lists the transform on a route; its options are <c>McpProxy:QueryTime:{name}</c>.</summary>
    /// <param name="route">The route.</param>
    /// <param name="name">Name of the options.</param>
    /// <returns>A copy of the route.</returns>
    public static RouteConfig WithTransformQueryTime(this RouteConfig route, string name) =>
        route.WithTransform(transform => transform[QueryTimeFactory.TransformKey] = name);

    /// <summary>Adds the transform with options given in code.</summary>
    /// <param name="context">The route being built.</param>
    /// <param name="options">Which parameters are times, and how the upstream wants them.</param>
    /// <exception cref="FormatException">A path is not a path pattern.</exception>
    public static TransformBuilderContext AddQueryTime(this TransformBuilderContext context, QueryTimeOptions options)
    {
        ArgumentNullException.ThrowIfNull(context);
        ArgumentNullException.ThrowIfNull(options);
        context.RequestTransforms.Add(new QueryTimeTransform(options));
        return context;
    }
}
