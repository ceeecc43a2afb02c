using McpProxy.Configuration;
using McpProxy.Hosting;
using McpProxy.Lifecycle;
using McpProxy.Plugins.AmazonAds.Downloads.Endpoints;
using McpProxy.Plugins.AmazonAds.Downloads.Options;
using Microsoft.AspNetCore.Hosting;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;

namespace McpProxy.Plugins.AmazonAds.Downloads;

/// <summary>Registers what keeps and gives out files of exports.</summary>
internal static class DownloadsExtensions
{
    /// <summary>Registers <c>McpProxy:Downloads</c> and its endpoints.</summary>
    public static IMcpProxyBuilder AddDownloads(this IMcpProxyBuilder builder)
    {
        var services = builder.Services;
        services.TryAddSingleton<DownloadRooms>();
        services.TryAddSingleton<DownloadTicket>();
        services.TryAddSingleton<ListEndpoint>();
        services.TryAddSingleton<FileEndpoint>();
        services.TryAddEnumerable(ServiceDescriptor.Singleton<IEndpointMapper, DownloadEndpoints>());
        services.TryAddEnumerable(ServiceDescriptor.Singleton<ISectionDescriptor, DownloadsSection>());
        if (DownloadsSection.IsIn(builder.Configuration))
        {
            services.TryAddEnumerable(ServiceDescriptor.Singleton<IStartupFilter, TraversalFilter>());
            builder.AddPart<DownloadSweeper>();
        }

        return builder;
    }
}
