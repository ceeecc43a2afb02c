using McpProxy.Dispatch;
using McpProxy.Mcp.Engines;
using McpProxy.Mcp.Surface;
using McpProxy.Mcp.Wire;

namespace McpProxy.Mcp.Methods;

/// <summary><c>logging/setLevel</c> (up to 2025-11-25): from which level on the session's client is sent log messages.</summary>
internal sealed class SetLogLevelHandler : IMethodHandler
{
    private static readonly ReadOnlyMemory<byte> Empty = "{}"u8.ToArray();

    public McpMethod Method => McpMethod.LoggingSetLevel;

    public bool IsServed(ProtocolRevision revision, ToolsetSurface toolset) => !revision.IsModern;

    public McpFault? Check(McpRequest request)
    {
        if (request.Session is null)
        {
            return McpFault.MethodNotFound(request.Envelope.MethodText, modern: false); // Without a session nothing could be kept.
        }

        return request.Envelope.Level.AsLogLevel() is null ? McpFault.InvalidParams($"level must be one of {LogLevels.All}.") : null;
    }

    public ValueTask AnswerAsync(McpRequest request, Reply reply, CancellationToken cancellationToken)
    {
        if (request.Session is { } session && request.Envelope.Level.AsLogLevel() is { } level)
        {
            session.LogLevel = level;
        }

        return reply.ResultAsync(Empty);
    }
}
