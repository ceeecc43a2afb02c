using McpProxy.Dispatch;
using McpProxy.Mcp.Engines;
using McpProxy.Mcp.Wire;

namespace McpProxy.Mcp.Connections;

/// <summary>The answer to one request of a connection: messages on the output that all its requests share.</summary>
internal sealed class ConnectionReply(IMessageOutput output, ReadOnlyMemory<byte> id, JsonWriterPool writers) : Reply
{
    public override ValueTask ResultAsync(ReadOnlyMemory<byte> result, ReplyOutcome outcome = ReplyOutcome.Ok)
    {
        Outcome = outcome;
        return output.SendAsync((id, result), static (writer, s) => MessageWriter.WriteResult(writer, s.id.Span, s.result.Span));
    }

    public override ValueTask OutcomeAsync(ToolOutcome outcome, ResultDialect dialect)
    {
        if (outcome.Challenge is { } challenge)
        {
            return ChallengeAsync(challenge);
        }

        Outcome = outcome.IsError ? ReplyOutcome.ToolError : ReplyOutcome.Ok;
        return output.SendAsync((id, outcome, dialect, writers), static (writer, s) => MessageWriter.WriteResult(writer, s.id.Span, s.outcome, s.dialect, s.writers));
    }

    public override ValueTask FaultAsync(McpFault fault)
    {
        Outcome = ReplyOutcome.Fault;
        return ErrorAsync(fault);
    }

    public override ValueTask ChallengeAsync(CallerChallenge challenge)
    {
        Outcome = ReplyOutcome.Challenged;
        return ErrorAsync(McpFault.Challenge(challenge));
    }

    /// <summary>Cancelled requests are not answered.</summary>
    public override ValueTask AbandonAsync() => default;

    public override ValueTask NotifyAsync(ReadOnlyMemory<byte> message) => output.SendAsync(message);

    public override void ExpectDelay()
    {
        // Nobody between loses patience: a pipe has no intermediaries, and a WebSocket has its pings.
    }

    private ValueTask ErrorAsync(McpFault fault) =>
        output.SendAsync(JsonBytes.Write(writer => MessageWriter.WriteError(writer, id.Span, fault)));
}
