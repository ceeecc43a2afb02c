using McpProxy.Authentication;
using McpProxy.Authentication.Policies;
using McpProxy.Dispatch;

namespace McpProxy.State.Artifacts;

/// <summary>What the answer demanded of its caller: who has lost the right to it since may not read it either.</summary>
/// <param name="Route">The route it came through.</param>
/// <param name="ToolPolicy">The tool's own policy.</param>
internal readonly record struct ArtifactDemands(CorridorPlan? Route, string? ToolPolicy)
{
    /// <summary>Whether a caller meets them.</summary>
    /// <param name="access">The configuration in force; its policies may be others by now.</param>
    /// <param name="grants">What the caller may do.</param>
    public bool AreMetBy(AccessModel access, Grants grants) =>
        (Route is null || (Knows(access, Route.Policy) && grants.Meets(Route.RuleOf(access))))
        && (ToolPolicy is null || (access.Knows(ToolPolicy) && grants.Meets(access.RuleOf(ToolPolicy, Route?.ProvesCaller ?? true))));

    private static bool Knows(AccessModel access, string? policy) => string.IsNullOrEmpty(policy) || access.Knows(policy);
}
