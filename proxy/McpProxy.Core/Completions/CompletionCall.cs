using System.Diagnostics;
using McpProxy.Configuration;
using McpProxy.Dispatch;
using Microsoft.AspNetCore.Http;

namespace McpProxy.Completions;

/// <summary>One request for proposals.</summary>
internal sealed class CompletionCall
{
    public required ConfigSnapshot Snapshot { get; init; }

    public required CompletionBinding Completion { get; init; }

    /// <summary>What was typed so far.</summary>
    public required string Typed { get; init; }

    /// <summary>Values that were filled in before, by name.</summary>
    public required IReadOnlyDictionary<string, string> Others { get; init; }

    /// <summary>The HTTP request it came in; null over stdio.</summary>
    public HttpContext? Caller { get; init; }

    /// <summary>See <see cref="ToolCall.SessionId"/>.</summary>
    public string? SessionId { get; init; }

    /// <summary>See <see cref="ToolCall.ContextHandle"/>.</summary>
    public string? ContextHandle { get; init; }

    /// <summary>The caller's trace; see <see cref="ToolCall.TraceParent"/>.</summary>
    public ActivityContext TraceParent { get; init; }
}
