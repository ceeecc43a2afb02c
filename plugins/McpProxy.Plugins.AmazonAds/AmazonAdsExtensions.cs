using McpProxy.Configuration;
using McpProxy.Context;
using McpProxy.Credentials;
using McpProxy.Plugins.AmazonAds.Downloads;
using McpProxy.Plugins.AmazonAds.Downloads.Endpoints;
using McpProxy.Plugins.AmazonAds.Tools;
using McpProxy.Plugins.AmazonAds.Tools.Profiles;
using McpProxy.Regions;
using McpProxy.Tools;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;

namespace McpProxy.Plugins.AmazonAds;

/// <summary>Registers what is particular to Amazon Ads.</summary>
public static class AmazonAdsExtensions
{
    /// <summary>Registers presets and tools for Amazon Ads.</summary>
    /// <param name="builder">The builder.</param>
    [McpProxyPlugin("amazon-ads", Description = "Amazon Ads: presets of credentials and headers, and tools for identities, profiles, regions and exports.")]
    public static IMcpProxyBuilder AddAmazonAds(this IMcpProxyBuilder builder)
    {
        builder.Services.TryAddSingleton(TimeProvider.System);
        builder.Services.TryAddSingleton(s => new ProfileCache(s.GetRequiredService<TimeProvider>()));
        builder.Services.TryAddSingleton(s => new AdsServices(
            s.GetRequiredService<ICallContexts>(), s.GetRequiredService<ProfileCache>(), s.GetRequiredService<TimeProvider>(), s.GetRequiredService<DownloadRooms>(), s.GetRequiredService<DownloadTicket>(),
            s.GetService<IRegionRouting>(), s.GetService<IIdentitySources>(), s.GetService<IAuthorizationFlows>()));
        builder.AddDownloads();
        return builder.AddToolSource<AmazonAdsToolSource>().AddPresets(typeof(AmazonAdsExtensions).Assembly);
    }
}
