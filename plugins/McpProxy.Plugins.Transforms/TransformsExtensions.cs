using McpProxy.Plugins.Transforms.HeaderInject;
using McpProxy.Plugins.Transforms.HeaderScrub;

namespace McpProxy.Plugins.Transforms;

/// <summary>Registers the general-purpose transforms.</summary>
public static class TransformsExtensions
{
    /// <summary>Registers <c>HeaderInject</c> and <c>HeaderScrub</c>.</summary>
    /// <param name="builder">The builder.</param>
    [McpProxyPlugin("transforms", Description = "HeaderInject and HeaderScrub: set and remove headers of upstream requests.")]
    public static IMcpProxyBuilder AddTransforms(this IMcpProxyBuilder builder) =>
        builder.AddTransform<HeaderInjectFactory>().AddTransform<HeaderScrubFactory>();
}
