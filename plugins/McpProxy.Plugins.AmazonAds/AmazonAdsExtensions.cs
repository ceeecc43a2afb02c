using McpProxy.Configuration;

namespace McpProxy.Plugins.AmazonAds;

/// <summary>Registers what is particular to Amazon Ads.</summary>
public static class AmazonAdsExtensions
{
    /// <summary>Registers presets and tools for Amazon Ads.</summary>
    /// <param name="builder">The builder.</param>
    [McpProxyPlugin("amazon-ads", Description = "Amazon Ads: presets of credentials and headers, and tools for identities, profiles and regions.")]
    public static IMcpProxyBuilder AddAmazonAds(this IMcpProxyBuilder builder) =>
        builder.AddPresets(typeof(AmazonAdsExtensions).Assembly);
}
