using System.Diagnostics;
using McpProxy.Configuration;
using McpProxy.Shaping;
using McpProxy.Tools;
using Microsoft.AspNetCore.Http;

namespace McpProxy.Dispatch;

/// <summary>One <c>tools/call</c>, or a read for a resource, a prompt or a completion, as the MCP door hands it to the corridor.</summary>
internal sealed class ToolCall
{
    public required ConfigSnapshot Snapshot { get; init; }

    public required ToolBinding Tool { get; init; }

    /// <summary>What it is made for: one of <see cref="CallOperations"/>.</summary>
    public string Operation { get; init; } = CallOperations.ToolsCall;

    /// <summary>UTF-8 JSON of <c>params.arguments</c>, valid until the call ends; empty when the caller sent none.</summary>
    public ReadOnlyMemory<byte> Arguments { get; init; }

    /// <summary>The HTTP request the call came in; null over stdio. Principal, connection and forwarded headers are taken from it.</summary>
    public HttpContext? Caller { get; init; }

    /// <summary>What is kept of an initialize-era client's session is kept under this key; null for all others.</summary>
    public string? SessionId { get; init; }

    /// <summary>The context handle that the request carries beside its arguments; null for none.</summary>
    public string? ContextHandle { get; init; }

    /// <summary>What makes an outcome of a successful answer; null for tool results.</summary>
    public IAnswerMapper? Mapper { get; init; }

    /// <summary>What makes the request conditional; null for an ordinary one. A 304 then goes to <see cref="Mapper"/>.</summary>
    public Preconditions? Preconditions { get; init; }

    /// <summary>Tokens that the answer may take, as the toolset and the caller say; null for no such limit.</summary>
    public long? MaxTokens { get; init; }

    /// <summary>Where to report progress; null when the caller did not ask for it.</summary>
    public ICallProgress? Progress { get; init; }

    /// <summary>Where the upstream's log messages go; null when the caller does not want them.</summary>
    public ICallLog? Log { get; init; }

    /// <summary>The caller's answers to what the upstream asked in an earlier run of this call; null in the first.</summary>
    public CallInput? Input { get; set; }

    /// <summary>Whether the client can show its user a form; found for tools of plugins only.</summary>
    public bool CanAskUser { get; init; }

    /// <summary>Where it goes instead of to the endpoint of <see cref="Tool"/>; null for there.</summary>
    public Endpoint? Endpoint { get; init; }

    /// <summary>Set when it is part of a call that runs already: of a plugin's tool, which calls a route.</summary>
    public PartOfCall? Part { get; init; }

    /// <summary>W3C trace context of the caller from <c>_meta</c>; default when the HTTP headers carried it or nobody did.</summary>
    public ActivityContext TraceParent { get; init; }
}
