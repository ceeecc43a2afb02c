using System.Buffers;
using System.Text.Json;
using McpProxy.Dispatch;
using McpProxy.Mcp.Engines;
using McpProxy.Mcp.Wire;
using ModelContextProtocol;
using ModelContextProtocol.Protocol;
using ModelContextProtocol.Server;

namespace McpProxy.Mcp.Sdk;

/// <summary>Takes the answer of a method's handler for the SDK: results as its types, faults as its exceptions.</summary>
internal sealed class SdkCapture(SdkCall call, McpServer server) : Reply
{
    private ReadOnlyMemory<byte> _result;

    /// <summary>The result as the SDK's type.</summary>
    public T Read<T>() => SdkJson.Read<T>(_result.Span);

    public override ValueTask ResultAsync(ReadOnlyMemory<byte> result, ReplyOutcome outcome = ReplyOutcome.Ok)
    {
        _result = result;
        call.Reply.IsToolError = outcome == ReplyOutcome.ToolError;
        return default;
    }

    public override ValueTask OutcomeAsync(ToolOutcome outcome, ResultDialect dialect)
    {
        if (outcome.Challenge is { } challenge)
        {
            return ChallengeAsync(challenge);
        }

        if (outcome is Input.InputRequiredResult)
        {
            // The SDK's types would drop what they do not know of the upstream's questions: it gets a stand-in.
            call.Reply.Asked = JsonBytes.Write(writer => outcome.WriteTo(writer, dialect));
            throw new InputRequiredException(new InputRequiredResult { RequestState = "stand-in" });
        }

        var buffer = new ArrayBufferWriter<byte>();
        using (var writer = new Utf8JsonWriter(buffer, JsonBytes.Options))
        {
            outcome.WriteTo(writer, dialect);
        }

        return ResultAsync(buffer.WrittenMemory, outcome.IsError ? ReplyOutcome.ToolError : ReplyOutcome.Ok);
    }

    /// <exception cref="McpProtocolException">Always: the SDK makes an error message of it.</exception>
    public override ValueTask FaultAsync(McpFault fault)
    {
        call.Reply.Fault = fault;
        throw new McpProtocolException(fault.Message, (McpErrorCode)fault.Code);
    }

    public override ValueTask ChallengeAsync(CallerChallenge challenge)
    {
        call.Reply.Challenge = challenge;
        throw new McpProtocolException("The caller must authenticate.", McpErrorCode.InvalidRequest);
    }

    public override ValueTask AbandonAsync() => default;

    public override ValueTask NotifyAsync(ReadOnlyMemory<byte> message) =>
        new(server.SendMessageAsync(SdkJson.Read<JsonRpcMessage>(message.Span), CancellationToken.None));

    /// <summary>Past the SDK, which would wait for the answer itself: the session does, for both engines.</summary>
    public override ValueTask RequestAsync(ReadOnlyMemory<byte> message) => call.Reply.ForwardAsync(message);

    public override void ExpectDelay()
    {
        // The engine has said so for every request.
    }
}
