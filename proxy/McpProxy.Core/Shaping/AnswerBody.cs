using McpProxy.Dispatch;

namespace McpProxy.Shaping;

/// <summary>Takes whole bodies of answers that become something else than a tool result.</summary>
internal static class AnswerBody
{
    /// <summary>Takes the body, decoded. Events of a stream come as lines.</summary>
    /// <param name="answer">The answer; its sink is taken over.</param>
    /// <param name="body">The body, the caller's to dispose; empty when there was none.</param>
    /// <returns>Why there is none, or null.</returns>
    public static ToolOutcome? Take(UpstreamAnswer answer, out PooledBuffer body)
    {
        if (answer.Sink is BufferSink { TooLarge: true } or EventStreamSink { TooLarge: true })
        {
            answer.Sink.Dispose();
            body = new PooledBuffer(0);
            return new ErrorOutcome(
                new ProxyError(ProxyErrorKind.ResponseTooLarge, "response_too_large", $"The answer to {answer.Tool.Name} is larger than the limit of {answer.Tool.Response.MaxBytes} bytes.") { Status = answer.Status },
                answer.RequestId, declaresOutput: false);
        }

        if (answer.Sink is BufferSink { Problem: { } problem })
        {
            answer.Sink.Dispose();
            body = new PooledBuffer(0);
            return Refuse(answer, problem.Code, problem.Message, problem.Kind);
        }

        body = answer.Sink switch
        {
            BufferSink buffer => buffer.Buffer,
            EventStreamSink events => events.Kept,
            _ => new PooledBuffer(0),
        };
        return answer.Sink is BufferSink ? ContentDecoder.Decode(answer, ref body) : null;
    }

    /// <summary>Says that the upstream's answer cannot be used.</summary>
    public static ToolOutcome Refuse(UpstreamAnswer answer, string code, string message, ProxyErrorKind kind = ProxyErrorKind.UpstreamHttp) =>
        new ErrorOutcome(new ProxyError(kind, code, message) { Status = answer.Status }, answer.RequestId, declaresOutput: false);
}
