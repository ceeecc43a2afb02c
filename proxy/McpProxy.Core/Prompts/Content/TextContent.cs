using System.Text.Json;
using McpProxy.Dispatch;

namespace McpProxy.Prompts.Content;

/// <summary>Text with holes for arguments.</summary>
internal sealed class TextContent(TextTemplate text) : PromptContent
{
    public override long FixedSize => text.LiteralBytes;

    public override long Size(PromptValues values, PromptPiece? piece) => text.Bytes(values);

    public override void Write(Utf8JsonWriter writer, PromptValues values, PromptPiece? piece, ResultDialect dialect) =>
        ResultWriter.WriteText(writer, text.Expand(values));
}
