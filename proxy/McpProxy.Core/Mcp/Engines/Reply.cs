using McpProxy.Dispatch;
using McpProxy.Mcp.Input;
using McpProxy.Mcp.Wire;

namespace McpProxy.Mcp.Engines;

/// <summary>
/// The way back to the caller of one request: any number of notifications, then exactly one result, outcome, fault or
/// challenge. One at a time; the transport decides how it looks on the wire.
/// </summary>
internal abstract class Reply
{
    public ReplyOutcome Outcome { get; protected set; }

    /// <summary>Ends the request with a result object that is already JSON.</summary>
    /// <param name="result">The object.</param>
    /// <param name="outcome">How metrics tell it.</param>
    public abstract ValueTask ResultAsync(ReadOnlyMemory<byte> result, ReplyOutcome outcome = ReplyOutcome.Ok);

    /// <summary>Ends the request with the outcome of a tool call, which may be a challenge.</summary>
    public abstract ValueTask OutcomeAsync(ToolOutcome outcome, ResultDialect dialect);

    /// <summary>Ends the request as a call that could ask for input has ended.</summary>
    public ValueTask EndAsync(ToolOutcome outcome, ResultDialect dialect) =>
        outcome is FaultOutcome end ? FaultAsync(end.Fault) : OutcomeAsync(outcome, dialect);

    /// <summary>Ends the request with an error.</summary>
    public abstract ValueTask FaultAsync(McpFault fault);

    /// <summary>Asks the caller to authenticate.</summary>
    public abstract ValueTask ChallengeAsync(CallerChallenge challenge);

    /// <summary>Ends the request without an answer, because the caller cancelled it.</summary>
    public abstract ValueTask AbandonAsync();

    /// <summary>Sends a whole notification, already JSON on one line.</summary>
    public abstract ValueTask NotifyAsync(ReadOnlyMemory<byte> message);

    /// <summary>Sends a whole request of ours, already JSON on one line. Its answer is a message of its own (<see cref="ClientRequests"/>).</summary>
    public virtual ValueTask RequestAsync(ReadOnlyMemory<byte> message) => NotifyAsync(message);

    /// <summary>Says that the answer takes a while; transports that must not fall silent prepare for it.</summary>
    public abstract void ExpectDelay();
}
