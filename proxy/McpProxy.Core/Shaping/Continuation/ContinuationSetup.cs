using McpProxy.State.Artifacts;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;

namespace McpProxy.Shaping.Continuation;

/// <summary>Composes the room.</summary>
internal static class ContinuationSetup
{
    public static IServiceCollection AddContinuation(this IServiceCollection services)
    {
        services.AddArtifacts();
        services.TryAddSingleton<AnswerKeeper>();
        services.TryAddSingleton<SearchTurns>();
        services.TryAddSingleton<ArtifactEndpoint>();
        services.TryAddSingleton<ArtifactEntries>();
        return services;
    }
}
