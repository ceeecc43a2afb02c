using McpProxy.Dispatch;
using McpProxy.Mcp.Input;
using Microsoft.AspNetCore.Http;

namespace McpProxy.Mcp.Engines;

/// <summary>Makes the corridor's call of a <c>tools/call</c>, and of whatever else reports progress and logs.</summary>
internal static class ToolCalls
{
    /// <summary>The call of a request whose tool is known.</summary>
    /// <param name="request">The request.</param>
    /// <param name="reply">The way to the client.</param>
    /// <param name="endpoint">Where it goes; null for the endpoint of the tool.</param>
    public static ToolCall Create(McpRequest request, Reply reply, Endpoint? endpoint = null)
    {
        var envelope = request.Envelope;
        return new ToolCall
        {
            Snapshot = request.Toolset.Surface.Snapshot,
            Tool = request.Tool!, // ToolsCallHandler refuses calls of unknown tools.
            Arguments = request.Called.Arguments.IsObject ? request.Called.Arguments.Raw : default,
            Endpoint = endpoint,
            Caller = request.Caller,
            SessionId = request.StateId,
            ContextHandle = request.ContextHandle,
            MaxTokens = MaxTokens(request),
            Progress = Progress(request, reply),
            Log = Log(request, reply),
            CanAskUser = !request.Tool!.HasRoute && CanAskUser(request),
            TraceParent = TraceContext.Read(envelope, request.Caller),
        };
    }

    /// <summary>The tokens that an answer may take: the smaller of what the toolset and the caller say; null when neither says.</summary>
    private static long? MaxTokens(McpRequest request)
    {
        var (toolset, caller) = (request.Toolset.Toolset.MaxTokens, request.Envelope.MaxTokens.AsInt64());
        return toolset < caller ? toolset : caller ?? toolset;
    }

    /// <summary>Where a call reports its progress; null when the caller did not ask for it.</summary>
    public static ICallProgress? Progress(McpRequest request, Reply reply) =>
        request.Envelope.WantsProgress ? new ProgressReporter(reply.NotifyAsync, request.Envelope.ProgressToken.Raw, request.Revision) : null;

    /// <summary>Whether the client takes elicitation with a form: declared in the request, or when its session began.</summary>
    private static bool CanAskUser(McpRequest request)
    {
        var declared = request.Revision.IsModern ? ClientCapabilitiesReader.Read(request.Envelope.ClientCapabilities) : request.Session?.Client ?? ClientCapabilities.None;
        return declared.HasFlag(ClientCapabilities.Elicitation);
    }

    /// <summary>Where a call logs: modern callers ask for it in each request, of the others those with a session get it.</summary>
    public static ICallLog? Log(McpRequest request, Reply reply)
    {
        var least = request.Revision.IsModern ? request.Envelope.LogLevel.AsLogLevel() : request.Session?.LogLevel;
        return least is { } level ? new LogReporter(reply, level) : null;
    }
}
