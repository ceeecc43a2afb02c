using System.Text;
using System.Text.Json;
using McpProxy.Dispatch;
using McpProxy.Shaping;

namespace McpProxy.Prompts.Content;

/// <summary>An embedded resource: text with holes, a file, or what an upstream answers.</summary>
/// <param name="uri">Its URI.</param>
/// <param name="text">Its text, or null.</param>
/// <param name="known">The content of a file, or null.</param>
/// <param name="mimeType">The media type that the operator wrote, or null.</param>
internal sealed class ResourceContent(TextTemplate uri, TextTemplate? text, PromptPiece? known, string? mimeType) : PromptContent
{
    public override IAnswerMapper? Mapper { get; } = text is null && known is null ? new PromptPieceMapper(MediaBlock.Resource, mimeType) : null;

    public override long FixedSize => uri.LiteralBytes + (text?.LiteralBytes ?? known?.Size ?? 0);

    public override long Size(PromptValues values, PromptPiece? piece) => uri.Bytes(values) + (text?.Bytes(values) ?? Piece(piece).Size);

    public override void Write(Utf8JsonWriter writer, PromptValues values, PromptPiece? piece, ResultDialect dialect)
    {
        var content = text is null ? Piece(piece) : new PromptPiece(Encoding.UTF8.GetBytes(text.Expand(values)), mimeType ?? "text/plain", IsText: true);
        WriteResource(writer, uri.ExpandUri(values), content);
    }

    private PromptPiece Piece(PromptPiece? read) => known ?? read ?? throw new InvalidOperationException("The content was not read.");
}
