using McpProxy.Dispatch;
using McpProxy.Shaping;

namespace McpProxy.Prompts.Rendering;

/// <summary>Takes an upstream's answer as a whole prompt: JSON with messages, or text, which becomes one message of the user.</summary>
internal sealed class RenderedPromptMapper : IAnswerMapper
{
    public static RenderedPromptMapper Instance { get; } = new();

    public ToolOutcome Map(UpstreamAnswer answer)
    {
        if (AnswerBody.Take(answer, out var body) is { } failure)
        {
            return failure;
        }

        var type = answer.MediaType;
        var isJson = MediaType.IsJson(type) || (answer.Sink is EventStreamSink { AllJson: true, Count: 1 });
        if (!isJson && !MediaType.IsText(type) && type.Length > 0)
        {
            body.Dispose();
            return Bad(answer, $"it is {type}, neither JSON nor text");
        }

        TextTranscoder.ToUtf8(answer.ContentType, ref body);
        return isJson || (type.Length == 0 && JsonCheck.IsOneValue(body.WrittenSpan)) ? MapJson(answer, body) : new TextPromptOutcome(body);
    }

    private static ToolOutcome MapJson(UpstreamAnswer answer, PooledBuffer body)
    {
        if (RenderedPromptOutcome.TryRead(body, out var problem) is { } rendered)
        {
            return rendered;
        }

        body.Dispose();
        return Bad(answer, problem);
    }

    private static ToolOutcome Bad(UpstreamAnswer answer, string problem) =>
        AnswerBody.Refuse(answer, "bad_prompt", $"The upstream's answer to {answer.Tool.Name} is not a prompt: {problem}.");
}
