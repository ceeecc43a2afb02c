using System.Collections.Immutable;
using McpProxy.Context;

namespace McpProxy.Dispatch;

/// <summary>A route's id, and what of the corridor it needs; found once per endpoint, so that a plain route pays for none.</summary>
internal sealed record CorridorPlan(string RouteId, bool Authorization, bool RateLimiter, bool Timeouts, bool KeepsCredential, ImmutableArray<IExchangePreparation> Preparations)
{
    /// <summary>The route's defaults, when its exchanges have identity, profile or region; null otherwise.</summary>
    public ContextDefaults? Context { get; init; }
}
