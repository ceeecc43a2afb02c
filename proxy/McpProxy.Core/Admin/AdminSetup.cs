using McpProxy.Lifecycle;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;

namespace McpProxy.Admin;

/// <summary>Composes the room.</summary>
internal static class AdminSetup
{
    /// <summary>
    /// Below every order a YARP route can have in practice, so that a proxied <c>/{**rest}</c> or even <c>/health/ready</c>
    /// never answers for the proxy itself.
    /// </summary>
    private const int BeforeEveryRoute = int.MinValue;

    public static IServiceCollection AddAdmin(this IServiceCollection services)
    {
        services.TryAddSingleton(TimeProvider.System);
        services.TryAddSingleton<HealthEndpoints>();
        services.TryAddEnumerable(ServiceDescriptor.Singleton<IReadinessCheck, ConfigReadiness>());
        services.TryAddEnumerable(ServiceDescriptor.Singleton<IReadinessCheck, ImportReadiness>());
        services.TryAddEnumerable(ServiceDescriptor.Singleton<IReadinessCheck, PhaseReadiness>());
        services.TryAddEnumerable(ServiceDescriptor.Singleton<IReadinessCheck, PartsReadiness>());
        services.TryAddSingleton<PingStatus>();
        services.AddLifecycle();
        return services;
    }

    public static IEndpointConventionBuilder MapHealth(this IEndpointRouteBuilder endpoints)
    {
        var health = endpoints.ServiceProvider.GetRequiredService<HealthEndpoints>();
        var group = endpoints.MapGroup("");
        group.MapMethods("/health/live", [HttpMethods.Get, HttpMethods.Head], (RequestDelegate)health.LiveAsync);
        group.MapMethods("/health/ready", [HttpMethods.Get, HttpMethods.Head], (RequestDelegate)health.ReadyAsync);
        group.MapMethods("/ping", [HttpMethods.Get, HttpMethods.Head], (RequestDelegate)health.PingAsync);
        ((IEndpointConventionBuilder)group).Add(endpoint => ((RouteEndpointBuilder)endpoint).Order = BeforeEveryRoute);
        // Probes have no credentials; a fallback policy of the host must not lock them out.
        return group.AllowAnonymous();
    }
}
