using McpProxy.Forwarding.Regions;
using McpProxy.Regions;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Yarp.ReverseProxy.SessionAffinity;

namespace McpProxy.Forwarding;

internal static class ForwardingSetup
{
    /// <summary>The name of YARP's type; naming the type itself would load the assembly that is not shipped.</summary>
    private const string YarpHashCookie = "Yarp.ReverseProxy.SessionAffinity.HashCookieSessionAffinityPolicy";

    /// <summary>Puts McpProxy's parts into YARP's pipeline. Calling it twice is harmless.</summary>
    /// <exception cref="InvalidOperationException">YARP is not registered yet; registered later it brings its own policy back.</exception>
    internal static IServiceCollection AddForwarding(this IServiceCollection services)
    {
        if (!services.Any(d => d.ServiceType == typeof(ISessionAffinityPolicy)))
        {
            throw new InvalidOperationException("McpProxy replaces parts of YARP: call AddReverseProxy() first.");
        }

        for (var i = services.Count - 1; i >= 0; i--)
        {
            if (services[i] is { IsKeyedService: false, ImplementationType.FullName: YarpHashCookie })
            {
                services.RemoveAt(i);
            }
        }

        services.TryAddEnumerable(ServiceDescriptor.Singleton<ISessionAffinityPolicy, HashCookieSessionAffinityPolicy>());
        services.TryAddSingleton(TimeProvider.System);
        services.TryAddSingleton<RegionRouters>();
        services.TryAddSingleton<IRegionRouting, RegionRouting>();
        return services;
    }

    /// <summary>YARP's own pipeline, with the choice of a region before it.</summary>
    internal static void ConfigurePipeline(IReverseProxyApplicationBuilder pipeline)
    {
        pipeline.Use(RegionSelection.Before);
        pipeline.UseSessionAffinity();
        pipeline.UseLoadBalancing();
        pipeline.UsePassiveHealthChecks();
    }

    /// <summary>Says what is wrong when YARP was registered once more after McpProxy; YARP's own complaint names no cause.</summary>
    /// <exception cref="InvalidOperationException">YARP's policy is back.</exception>
    internal static void EnsureForwarding(IServiceProvider services)
    {
        if (services.GetServices<ISessionAffinityPolicy>().Count(p => p.Name == HashCookieSessionAffinityPolicy.PolicyName) > 1)
        {
            throw new InvalidOperationException("services.AddReverseProxy() was called after services.AddMcpProxy(configuration): call it before.");
        }
    }
}
