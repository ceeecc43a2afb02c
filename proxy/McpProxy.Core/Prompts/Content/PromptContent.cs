using System.Text.Json;
using McpProxy.Dispatch;
using McpProxy.Shaping;
using McpProxy.Tools;

namespace McpProxy.Prompts.Content;

/// <summary>The content of one message. Immutable.</summary>
internal abstract class PromptContent
{
    /// <summary>The request it is read with; null when the configuration holds it.</summary>
    public ToolBinding? Call { get; init; }

    /// <summary>Makes a <see cref="PromptPieceOutcome"/> of the answer to <see cref="Call"/>; null without one.</summary>
    public virtual IAnswerMapper? Mapper => null;

    /// <summary>Bytes that are known while the configuration is loaded.</summary>
    public abstract long FixedSize { get; }

    /// <summary>The bytes it is sent with, before JSON escapes any.</summary>
    /// <param name="values">The arguments.</param>
    /// <param name="piece">What <see cref="Call"/> has read.</param>
    public abstract long Size(PromptValues values, PromptPiece? piece);

    /// <summary>Writes a content block.</summary>
    public abstract void Write(Utf8JsonWriter writer, PromptValues values, PromptPiece? piece, ResultDialect dialect);

    /// <summary>Writes a block that embeds a resource.</summary>
    protected static void WriteResource(Utf8JsonWriter writer, string uri, PromptPiece piece)
    {
        writer.WriteStartObject();
        writer.WriteString("type"u8, "resource"u8);
        writer.WriteStartObject("resource"u8);
        writer.WriteString("uri"u8, uri);
        writer.WriteString("mimeType"u8, piece.MimeType);
        if (piece.IsText)
        {
            writer.WriteString("text"u8, piece.Bytes.Span);
        }
        else
        {
            writer.WriteBase64String("blob"u8, piece.Bytes.Span);
        }

        writer.WriteEndObject();
        writer.WriteEndObject();
    }
}
