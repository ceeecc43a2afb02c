using Yarp.ReverseProxy.Configuration;
using Yarp.ReverseProxy.Transforms;
using Yarp.ReverseProxy.Transforms.Builder;

namespace McpProxy.Plugins.Transforms.ProfileScope;

/// <summary>Adds <c>ProfileScope</c> to routes that are built in code.</summary>
public static class ProfileScopeExtensions
{
    /// <summary>Lists the transform on a route.</summary>
    /// <param name="route">The route.</param>
    /// <param name="header">The header that carries the profile.</param>
    /// <returns>A copy of the route.</returns>
    public static RouteConfig WithTransformProfileScope(this RouteConfig route, string header) =>
        route.WithTransform(transform => transform[ProfileScopeFactory.TransformKey] = header);

    /// <summary>Adds the transform.</summary>
    /// <param name="context">The route being built.</param>
    /// <param name="header">The header that carries the profile. The caller's own copy of it is removed on every path.</param>
    /// <param name="forbid">Paths sent upstream that must not carry it: <c>/path</c>, or <c>/path/**</c> with all below it. Default none.</param>
    /// <param name="require">Paths that must not be called without it. Default none.</param>
    /// <param name="profile">The profile when nothing else says one. Default none.</param>
    /// <exception cref="FormatException">A path is not a path pattern.</exception>
    public static TransformBuilderContext AddProfileScope(this TransformBuilderContext context, string header, IReadOnlyList<string>? forbid = null, IReadOnlyList<string>? require = null, string? profile = null)
    {
        ArgumentNullException.ThrowIfNull(context);
        ArgumentException.ThrowIfNullOrEmpty(header);
        context.RequestTransforms.Add(new ProfileScopeTransform(header, PathPattern.ParseAll(forbid ?? []), PathPattern.ParseAll(require ?? [])));
        return profile is null ? context.AddCallContext() : context.AddPreparation(new DefaultProfile(profile));
    }
}
