using System.Buffers;
using McpProxy.Dispatch;
using McpProxy.Mcp.Wire;

namespace McpProxy.Mcp.Engines;

/// <summary>The answer to one request of a batch: a message among those of the others.</summary>
internal sealed class BatchEntryReply(BatchReply batch, ReadOnlyMemory<byte> id, JsonWriterPool writers) : Reply
{
    public override ValueTask ResultAsync(ReadOnlyMemory<byte> result, ReplyOutcome outcome = ReplyOutcome.Ok)
    {
        Outcome = outcome;
        var message = new ArrayBufferWriter<byte>(MessageWriter.ResultLength(id.Length, result.Length));
        MessageWriter.WriteResult(message, id.Span, result.Span);
        return batch.AnswerAsync(message.WrittenMemory);
    }

    public override ValueTask OutcomeAsync(ToolOutcome outcome, ResultDialect dialect)
    {
        if (outcome.Challenge is { } challenge)
        {
            return ChallengeAsync(challenge);
        }

        Outcome = outcome.IsError ? ReplyOutcome.ToolError : ReplyOutcome.Ok;
        var message = new ArrayBufferWriter<byte>();
        MessageWriter.WriteResult(message, id.Span, outcome, dialect, writers);
        return batch.AnswerAsync(message.WrittenMemory);
    }

    public override ValueTask FaultAsync(McpFault fault)
    {
        Outcome = ReplyOutcome.Fault;
        return ErrorAsync(fault);
    }

    /// <summary>Says so in this answer alone: a status would tell the caller to send the whole batch again, with what has already been done.</summary>
    public override ValueTask ChallengeAsync(CallerChallenge challenge)
    {
        Outcome = ReplyOutcome.Challenged;
        return ErrorAsync(McpFault.Challenge(challenge));
    }

    /// <summary>Cancelled requests are not answered.</summary>
    public override ValueTask AbandonAsync() => default;

    public override ValueTask NotifyAsync(ReadOnlyMemory<byte> message) => batch.NotifyAsync(message);

    public override void ExpectDelay() => batch.ExpectDelay();

    private ValueTask ErrorAsync(McpFault fault) => batch.AnswerAsync(JsonBytes.Write(writer => MessageWriter.WriteError(writer, id.Span, fault)));
}
