using McpProxy.Dispatch;
using McpProxy.Shaping;

namespace McpProxy.Prompts.Content;

/// <summary>Takes an upstream's answer as a piece of a prompt.</summary>
/// <param name="kind">What the piece must be.</param>
/// <param name="mimeType">The media type that the operator wrote; null takes the upstream's word.</param>
internal sealed class PromptPieceMapper(MediaBlock kind, string? mimeType) : IAnswerMapper
{
    public ToolOutcome Map(UpstreamAnswer answer)
    {
        if (AnswerBody.Take(answer, out var body) is { } failure)
        {
            return failure;
        }

        var type = mimeType ?? answer.MediaTypeOr("application/octet-stream");
        if (kind != MediaBlock.Resource && !type.StartsWith(kind == MediaBlock.Image ? "image/" : "audio/", StringComparison.Ordinal))
        {
            body.Dispose();
            return AnswerBody.Refuse(answer, "unexpected_media_type", $"The upstream's answer to {answer.Tool.Name} is {type}, not {(kind == MediaBlock.Image ? "an image" : "audio")}.");
        }

        var isText = kind == MediaBlock.Resource && (MediaType.IsJson(type) || MediaType.IsText(type));
        if (isText)
        {
            TextTranscoder.ToUtf8(answer.ContentType, ref body);
        }

        return new PromptPieceOutcome(body, type, isText);
    }
}
