using Yarp.ReverseProxy.Configuration;
using Yarp.ReverseProxy.Transforms;
using Yarp.ReverseProxy.Transforms.Builder;

namespace McpProxy.Plugins.Transforms.MediaNegotiation;

/// <summary>Adds <c>MediaNegotiation</c> to routes that are built in code.</summary>
public static class MediaNegotiationExtensions
{
    /// <summary>Lists the transform on a route; its options are <c>McpProxy:MediaNegotiation:{name}</c>.</summary>
    /// <param name="route">The route.</param>
    /// <param name="name">Name of the options.</param>
    /// <returns>A copy of the route.</returns>
    public static RouteConfig WithTransformMediaNegotiation(this RouteConfig route, string name) =>
        route.WithTransform(transform => transform[MediaNegotiationFactory.TransformKey] = name);

    /// <summary>Adds the transform with options given in code.</summary>
    /// <param name="context">The route being built.</param>
    /// <param name="options">Media types by request; files are read now.</param>
    /// <exception cref="FormatException">A key is not a method and a path.</exception>
    public static TransformBuilderContext AddMediaNegotiation(this TransformBuilderContext context, MediaNegotiationOptions options)
    {
        ArgumentNullException.ThrowIfNull(context);
        ArgumentNullException.ThrowIfNull(options);
        MediaSource[] sources = [MediaSource.Of(options), .. options.Files.Select(MediaFile.Read)];
        context.RequestTransforms.Add(new MediaNegotiationTransform(new MediaRegistry(sources, options)));
        return context;
    }
}
