using System.Text.Json;
using McpProxy.Dispatch;
using McpProxy.Shaping;

namespace McpProxy.Prompts.Content;

/// <summary>A picture or a sound.</summary>
/// <param name="kind">Which of them.</param>
/// <param name="known">The content, when the configuration holds it.</param>
/// <param name="mimeType">The media type that the operator wrote, or null.</param>
/// <param name="uri">What it is called where it must be a resource.</param>
internal sealed class MediaContent(MediaBlock kind, PromptPiece? known, string? mimeType, string uri) : PromptContent
{
    public override IAnswerMapper? Mapper { get; } = known is null ? new PromptPieceMapper(kind, mimeType) : null;

    public override long FixedSize => known?.Base64Size ?? 0;

    public override long Size(PromptValues values, PromptPiece? piece) => Piece(piece).Base64Size;

    public override void Write(Utf8JsonWriter writer, PromptValues values, PromptPiece? piece, ResultDialect dialect)
    {
        var content = Piece(piece);
        if (kind == MediaBlock.Audio && !dialect.Audio)
        {
            WriteResource(writer, uri, content);
            return;
        }

        writer.WriteStartObject();
        writer.WriteString("type"u8, kind == MediaBlock.Image ? "image"u8 : "audio"u8);
        writer.WriteBase64String("data"u8, content.Bytes.Span);
        writer.WriteString("mimeType"u8, content.MimeType);
        writer.WriteEndObject();
    }

    private PromptPiece Piece(PromptPiece? read) => known ?? read ?? throw new InvalidOperationException("The content was not read.");
}
