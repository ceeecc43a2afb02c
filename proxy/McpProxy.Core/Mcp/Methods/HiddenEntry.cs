using McpProxy.Authentication;
using McpProxy.Mcp.Engines;
using McpProxy.Mcp.Wire;
using McpProxy.Tools;

namespace McpProxy.Mcp.Methods;

/// <summary>
/// Refuses what there is but the caller cannot see: with the challenge that says what it would need, so that a client can ask
/// for it. What there is not is unknown to everybody.
/// </summary>
internal static class HiddenEntry
{
    /// <summary>The refusal of a tool; null when there is none of this name.</summary>
    public static McpFault? FindTool(McpRequest request) =>
        request.Toolset.FindHidden(request.Envelope.Name) is { } tool ? Refuse(request, [tool]) : null;

    /// <summary>The refusal of a prompt; null when there is none of this name.</summary>
    public static McpFault? FindPrompt(McpRequest request, string name) =>
        IsWhole(request) || request.Toolset.Whole.FindPrompt(name) is not { } prompt ? null : Refuse(request, [.. prompt.Rendered]);

    /// <summary>The refusal of a resource; null when there is none of this URI.</summary>
    public static McpFault? FindResource(McpRequest request, string uri) =>
        IsWhole(request) || request.Toolset.Whole.Resources.Find(uri) is not { } match ? null : Refuse(request, [match.Resource.Call]);

    private static bool IsWhole(McpRequest request) => ReferenceEquals(request.Toolset.Toolset, request.Toolset.Whole);

    private static McpFault? Refuse(McpRequest request, IReadOnlyList<ToolBinding> calls)
    {
        if (request.Toolset.Surface.Snapshot.Access is not { } access)
        {
            return null;
        }

        foreach (var call in calls)
        {
            if (CallerGate.Check(access, request.Caller, call) is { } challenge)
            {
                return McpFault.Challenge(challenge);
            }
        }

        return null;
    }
}
