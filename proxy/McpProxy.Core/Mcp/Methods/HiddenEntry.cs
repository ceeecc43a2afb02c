using McpProxy.Authentication;
using McpProxy.Authentication.Policies;
using McpProxy.Mcp.Engines;
using McpProxy.Mcp.Wire;

namespace McpProxy.Mcp.Methods;

/// <summary>
/// Refuses what there is but the caller cannot see: with the challenge that says what it would need, so that a client can ask
/// for it. What there is not is unknown to everybody.
/// </summary>
internal static class HiddenEntry
{
    /// <summary>The refusal of a tool; null when there is none of this name.</summary>
    public static McpFault? FindTool(McpRequest request) =>
        request.Toolset.FindHidden(request.Envelope.Name) is { } tool ? Refuse(request, access => access.RulesOf(tool)) : null;

    /// <summary>The refusal of a prompt; null when there is none of this name.</summary>
    public static McpFault? FindPrompt(McpRequest request, string name) =>
        IsWhole(request) || request.Toolset.Whole.FindPrompt(name) is not { } prompt ? null : Refuse(request, access => access.RulesOf(prompt));

    /// <summary>The refusal of a resource; null when there is none of this URI.</summary>
    public static McpFault? FindResource(McpRequest request, string uri) =>
        IsWhole(request) || request.Toolset.Whole.Resources.Find(uri) is not { } match ? null : Refuse(request, access => access.RulesOf(match.Resource.Call));

    private static bool IsWhole(McpRequest request) => ReferenceEquals(request.Toolset.Toolset, request.Toolset.Whole);

    private static McpFault? Refuse(McpRequest request, Func<AccessModel, IReadOnlyList<AccessRule>> rules) =>
        request is { Caller: { } caller, Toolset.Surface.Snapshot.Access: { } access } && CallerGate.Check(access, caller, rules(access), request.Toolset.Toolset.Name) is { } challenge
            ? McpFault.Challenge(challenge)
            : null;
}
