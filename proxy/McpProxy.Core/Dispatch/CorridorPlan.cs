using System.Collections.Immutable;
using McpProxy.Context;
using Microsoft.AspNetCore.Http;

namespace McpProxy.Dispatch;

/// <summary>A route's id, what of the corridor it needs, and where that leads; found once per endpoint, so that a plain route pays for nothing.</summary>
internal sealed record CorridorPlan(
    string RouteId, bool Authorization, bool RateLimiter, bool Timeouts, bool KeepsCredential, ImmutableArray<IExchangePreparation> Preparations, RequestDelegate Target)
{
    /// <summary>The route's defaults, when its exchanges have identity, profile or region; null otherwise.</summary>
    public ContextDefaults? Context { get; init; }
}
