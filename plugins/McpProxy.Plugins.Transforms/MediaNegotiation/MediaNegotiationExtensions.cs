using Yarp.ReverseProxy.Configuration;
using Yarp.ReverseProxy.Transforms;
using Yarp.ReverseProxy.Transforms.Builder;

namespace McpProxy.Plugins.Transforms.MediaNegotiation;

/// <summary>Adds <c>MediaNegotiation</c>, and <c>Produces</c> and <c>Consumes</c> of single routes, to routes that are built in code.</summary>
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

    /// <summary>Says on a route which media types its upstream produces and consumes.</summary>
    /// <param name="route">The route.</param>
    /// <param name="produces">What it answers with, the type for callers that take anything first; <c>*/*</c> for others that nobody knows. Default nothing is known.</param>
    /// <param name="consumes">What bodies are, the type for those of which the caller says no more first. Default nothing is known.</param>
    /// <returns>A copy of the route.</returns>
    public static RouteConfig WithTransformMediaTypes(this RouteConfig route, IReadOnlyList<string>? produces = null, IReadOnlyList<string>? consumes = null) =>
        route.WithTransform(transform =>
        {
            if (produces is { Count: > 0 })
            {
                transform[RouteMediaFactory.ProducesKey] = string.Join(", ", produces);
            }

            if (consumes is { Count: > 0 })
            {
                transform[RouteMediaFactory.ConsumesKey] = string.Join(", ", consumes);
            }
        });

    /// <summary>Adds the transform that negotiates between what a route's upstream produces and consumes and what callers say.</summary>
    /// <param name="context">The route being built.</param>
    /// <param name="produces">As in <see cref="WithTransformMediaTypes"/>.</param>
    /// <param name="consumes">As in <see cref="WithTransformMediaTypes"/>.</param>
    public static TransformBuilderContext AddMediaTypes(this TransformBuilderContext context, IReadOnlyList<string>? produces = null, IReadOnlyList<string>? consumes = null)
    {
        ArgumentNullException.ThrowIfNull(context);
        context.RequestTransforms.Add(new RouteMediaTransform(new OfferedTypes(produces ?? []), consumes ?? []));
        return context;
    }
}
