using System.Collections.Immutable;
using McpProxy.Authentication;
using McpProxy.Authentication.Policies;
using McpProxy.Context;
using McpProxy.Forwarding.Regions;
using McpProxy.Tools;
using Microsoft.AspNetCore.Http;

namespace McpProxy.Dispatch;

/// <summary>A route's id, what of the corridor it needs, and where that leads; found once per endpoint, so that a plain route pays for nothing.</summary>
internal sealed record CorridorPlan(
    string RouteId, bool Authorization, bool RateLimiter, bool Timeouts, bool KeepsCredential, ImmutableArray<IExchangePreparation> Preparations, RequestDelegate Target)
{
    /// <summary>Route metadata: the policy that the route names, when it is one of ours; YARP knows its own only.</summary>
    public const string PolicyKey = "McpProxy.AuthorizationPolicy";

    private FoundRule? _rule;

    /// <summary>The route's defaults, when its exchanges have identity, profile or region; null otherwise.</summary>
    public ContextDefaults? Context { get; init; }

    /// <summary>What finds the region of the route's exchanges; null when its cluster is not routed by region.</summary>
    public RegionRouter? Regions { get; init; }

    /// <summary>The policy the route names: one of ours, <c>anonymous</c>, or null.</summary>
    public string? Policy { get; init; }

    /// <summary>
    /// Whether the route trades the caller's credential, so that a false one ends there. What is no route, a plugin's tool, reaches
    /// an upstream only through routes, or by trading it itself.
    /// </summary>
    public bool ProvesCaller { get; } = RouteId.Length == 0 || Preparations.Any(p => p.ProvesCaller);

    /// <summary>The plan of a call's route; null for a call without one.</summary>
    public static CorridorPlan? Of(ToolBinding call) => call.Endpoint?.Metadata.GetMetadata<CorridorPlan>();

    /// <summary>What the route demands of callers. An endpoint outlives configurations; it is found again in each.</summary>
    public AccessRule RuleOf(AccessModel access)
    {
        if (_rule is not { } found || !ReferenceEquals(found.Access, access))
        {
            _rule = found = new FoundRule(access, access.RuleOf(Policy, ProvesCaller));
        }

        return found.Rule;
    }

    private sealed record FoundRule(AccessModel Access, AccessRule Rule);
}
