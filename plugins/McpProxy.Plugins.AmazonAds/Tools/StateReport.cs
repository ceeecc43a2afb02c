using System.Text.Json.Nodes;
using McpProxy.Context;
using McpProxy.Tools;

namespace McpProxy.Plugins.AmazonAds.Tools;

/// <summary>Says in a result where the caller's choices are kept, and with which handle later calls find them.</summary>
internal static class StateReport
{
    /// <summary>Adds <c>session_present</c>, <c>state_scope</c>, <c>state_reason</c> and <c>context</c>.</summary>
    /// <param name="result">The result.</param>
    /// <param name="call">The call.</param>
    /// <param name="current">The choice in force.</param>
    public static JsonObject WithState(this JsonObject result, PluginToolCall call, CurrentContext current)
    {
        var hasSession = call.Exchange.SessionId is not null;
        result["session_present"] = hasSession;
        result["state_scope"] = hasSession && current.Source != ContextSource.Handle ? "session" : "request";
        result["state_reason"] = Reason(hasSession, current);
        result["context"] = current.Handle;
        return result;
    }

    /// <summary>Whether the caller said it itself, now or before.</summary>
    public static string Explicitness(ContextSource source) => source switch
    {
        ContextSource.Request or ContextSource.Handle or ContextSource.Session => "explicit",
        ContextSource.None => "none",
        _ => "default",
    };

    /// <summary>The name of a source in results.</summary>
    public static string Name(ContextSource source) => source.ToString().ToLowerInvariant();

    private static string? Reason(bool hasSession, CurrentContext current) =>
        current.TokenSwapped ? "token_swapped"
        : current.Source == ContextSource.Handle ? "handle"
        : hasSession ? null
        : "no_session";
}
