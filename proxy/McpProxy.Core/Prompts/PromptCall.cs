using System.Diagnostics;
using McpProxy.Configuration;
using McpProxy.Dispatch;
using Microsoft.AspNetCore.Http;

namespace McpProxy.Prompts;

/// <summary>One request for a prompt.</summary>
internal sealed class PromptCall
{
    public required ConfigSnapshot Snapshot { get; init; }

    public required PromptBinding Prompt { get; init; }

    public required PromptValues Values { get; init; }

    /// <summary>The HTTP request it came in; null over stdio.</summary>
    public HttpContext? Caller { get; init; }

    /// <summary>See <see cref="ToolCall.SessionId"/>.</summary>
    public string? SessionId { get; init; }

    /// <summary>See <see cref="ToolCall.ContextHandle"/>.</summary>
    public string? ContextHandle { get; init; }

    /// <summary>Runs the request of an upstream that renders the prompt, and may ask the caller for input on the way.</summary>
    public required Func<ToolCall, CancellationToken, ValueTask<ToolOutcome>> Run { get; init; }

    /// <summary>Where an upstream that renders the prompt reports progress; null when the caller did not ask for it.</summary>
    public ICallProgress? Progress { get; init; }

    /// <summary>The caller's trace; see <see cref="ToolCall.TraceParent"/>.</summary>
    public ActivityContext TraceParent { get; init; }

    /// <summary>The id under which logs and errors speak of it.</summary>
    public string RequestId => Caller?.TraceIdentifier ?? (field ??= Guid.CreateVersion7().ToString("N"));
}
