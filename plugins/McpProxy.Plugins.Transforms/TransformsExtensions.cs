using McpProxy.Plugins.Transforms.HeaderInject;
using McpProxy.Plugins.Transforms.HeaderScrub;
using McpProxy.Plugins.Transforms.MediaNegotiation;
using McpProxy.Plugins.Transforms.ProfileScope;
using McpProxy.Plugins.Transforms.QueryTime;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Yarp.ReverseProxy.Transforms.Builder;

namespace McpProxy.Plugins.Transforms;

/// <summary>Registers the general-purpose transforms.</summary>
public static class TransformsExtensions
{
    /// <summary>Registers <c>HeaderInject</c>, <c>HeaderScrub</c>, <c>MediaNegotiation</c> (also as <c>Produces</c> and <c>Consumes</c>), <c>ProfileScope</c> and <c>QueryTime</c>.</summary>
    /// <param name="builder">The builder.</param>
    [McpProxyPlugin("transforms", Description = "HeaderInject, HeaderScrub, MediaNegotiation, ProfileScope and QueryTime: headers, media types and times of upstream requests.")]
    public static IMcpProxyBuilder AddTransforms(this IMcpProxyBuilder builder)
    {
        ArgumentNullException.ThrowIfNull(builder);
        builder.Services.TryAddEnumerable(ServiceDescriptor.Singleton<ITransformFactory, ProfileScopeFactory>());
        builder.Services.TryAddEnumerable(ServiceDescriptor.Singleton<ITransformFactory, RouteMediaFactory>());
        return builder
            .AddTransform<HeaderInjectFactory>()
            .AddTransform<HeaderScrubFactory>()
            .AddTransform<MediaNegotiationFactory>()
            .AddTransform<QueryTimeFactory>();
    }
}
