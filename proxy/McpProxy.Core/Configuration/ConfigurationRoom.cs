using McpProxy.Authentication;
using McpProxy.Configuration.Imports;
using McpProxy.Configuration.Loading;
using McpProxy.Configuration.Presets;
using McpProxy.Configuration.Reloading;
using McpProxy.Configuration.Routes;
using McpProxy.Context;
using McpProxy.Forwarding.Regions;
using McpProxy.Lifecycle;
using McpProxy.Telemetry;
using McpProxy.Tools.Slimming;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Hosting;
using Yarp.ReverseProxy.Configuration;

namespace McpProxy.Configuration;

/// <summary>Composes the room, and YARP with it.</summary>
internal static class ConfigurationRoom
{
    /// <summary>
    /// Registers YARP and everything that loads its configuration and ours. <c>MapMcpProxy</c> then calls
    /// <see cref="ConfigReloader.Open"/> around <c>MapReverseProxy</c>; the rest follows the life of the host.
    /// </summary>
    public static IServiceCollection AddConfigurationRoom(this IServiceCollection services, IConfiguration configuration)
    {
        // YARP 2.1 cannot be added twice (its health policies would be there twice), and an embedding host may have done it.
        if (!services.Any(d => d.ServiceType == typeof(IConfigValidator)))
        {
            services.AddReverseProxy();
        }

        services.AddMetrics();
        services.TryAddSingleton(TimeProvider.System);
        services.TryAddSingleton<McpProxyMetrics>();
        services.TryAddSingleton<LiveConfig>();
        services.TryAddSingleton(new RoomConfiguration(configuration));

        services.TryAddSingleton(s => new CandidateConfiguration(
            s.GetRequiredService<RoomConfiguration>().Value,
            new Lazy<PresetCatalog>(s.GetRequiredService<PresetCatalog>),
            s.GetService<IHostEnvironment>()));
        services.TryAddSingleton<ICandidateConfiguration>(s => s.GetRequiredService<CandidateConfiguration>());
        services.TryAddSingleton<AppliedConfiguration>();
        services.TryAddSingleton<IAppliedConfiguration>(s => s.GetRequiredService<AppliedConfiguration>());
        services.AddAccessCompiler();
        services.TryAddSingleton<PluginSections>();
        services.TryAddSingleton(s => new PresetCatalog(s.GetRequiredService<PluginSections>().Descriptors, s.GetServices<SectionPreset>()));
        services.TryAddSingleton<ContextRoutes>();
        services.TryAddSingleton<SuppliedHeaders>();
        services.TryAddSingleton<ImportSections>();
        services.TryAddSingleton<ConfigurationImports>();
        services.TryAddSingleton<ImportWatch>();
        services.TryAddSingleton<ImportLog>();
        services.TryAddSingleton<ConfigLoader>();
        services.TryAddSingleton(s => new OptionsRevision(s.GetRequiredService<PluginSections>().Descriptors));
        services.TryAddSingleton<PolicyNames>();
        services.TryAddSingleton<TransformValidator>();
        services.TryAddSingleton<RouteValidator>();
        services.TryAddEnumerable(ServiceDescriptor.Singleton<ISectionDescriptor, RegionSection>());
        services.TryAddSingleton<RegionChecks>();
        services.TryAddSingleton<ClusterValidator>();
        services.TryAddSingleton<ProxySectionValidator>();

        services.TryAddSingleton<ProxyConfigSource>();
        services.TryAddEnumerable(ServiceDescriptor.Singleton<IProxyConfigProvider, ProxyConfigSource>(s => s.GetRequiredService<ProxyConfigSource>()));
        services.TryAddSingleton<AppliedListener>();
        services.TryAddEnumerable(ServiceDescriptor.Singleton<IConfigChangeListener, AppliedListener>(s => s.GetRequiredService<AppliedListener>()));
        services.TryAddSingleton<ConfigReloader>();
        services.AddPart<ConfigReloadPart>();
        return services;
    }
}
