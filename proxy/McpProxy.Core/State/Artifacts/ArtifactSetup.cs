using McpProxy.Lifecycle;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;

namespace McpProxy.State.Artifacts;

/// <summary>Composes the room.</summary>
internal static class ArtifactSetup
{
    public static IServiceCollection AddArtifacts(this IServiceCollection services)
    {
        services.AddMetrics();
        services.TryAddSingleton(TimeProvider.System);
        services.TryAddSingleton<ArtifactMetrics>();
        services.TryAddSingleton<ArtifactStore>();
        services.AddPart<ArtifactPart>();
        return services;
    }
}
