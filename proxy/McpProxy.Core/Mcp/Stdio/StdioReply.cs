using McpProxy.Dispatch;
using McpProxy.Mcp.Engines;
using McpProxy.Mcp.Wire;

namespace McpProxy.Mcp.Stdio;

/// <summary>The answer to one request over stdio: messages on the shared output.</summary>
internal sealed class StdioReply(LineWriter output, ReadOnlyMemory<byte> id, JsonWriterPool writers) : Reply
{
    public override ValueTask ResultAsync(ReadOnlyMemory<byte> result, ReplyOutcome outcome = ReplyOutcome.Ok)
    {
        Outcome = outcome;
        return output.SendAsync((id, result), static (line, s) => MessageWriter.WriteResult(line, s.id.Span, s.result.Span));
    }

    public override ValueTask OutcomeAsync(ToolOutcome outcome, ResultDialect dialect)
    {
        if (outcome.Challenge is { } challenge)
        {
            return ChallengeAsync(challenge);
        }

        Outcome = outcome.IsError ? ReplyOutcome.ToolError : ReplyOutcome.Ok;
        return output.SendAsync((id, outcome, dialect, writers), static (line, s) => MessageWriter.WriteResult(line, s.id.Span, s.outcome, s.dialect, s.writers));
    }

    public override ValueTask FaultAsync(McpFault fault)
    {
        Outcome = ReplyOutcome.Fault;
        return ErrorAsync(fault);
    }

    public override ValueTask ChallengeAsync(CallerChallenge challenge)
    {
        Outcome = ReplyOutcome.Challenged;
        return ErrorAsync(McpFault.Challenge(challenge.Status));
    }

    /// <summary>Cancelled requests are not answered.</summary>
    public override ValueTask AbandonAsync() => default;

    public override ValueTask NotifyAsync(ReadOnlyMemory<byte> message) => output.SendAsync(message);

    public override void ExpectDelay()
    {
        // A pipe has no intermediaries that lose patience.
    }

    private ValueTask ErrorAsync(McpFault fault) =>
        output.SendAsync(JsonBytes.Write(writer => MessageWriter.WriteError(writer, id.Span, fault)));
}
