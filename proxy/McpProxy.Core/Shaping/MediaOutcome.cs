using System.Text.Json;
using McpProxy.Dispatch;

namespace McpProxy.Shaping;

/// <summary>An image, an audio clip, or another body as an embedded resource.</summary>
/// <param name="kind">The block.</param>
/// <param name="body">The bytes; owned. UTF-8 when <paramref name="isText"/>.</param>
/// <param name="mimeType">Media type without parameters.</param>
/// <param name="uri">URI of an embedded resource.</param>
/// <param name="isText">Whether an embedded resource carries text rather than base64.</param>
internal sealed class MediaOutcome(MediaBlock kind, PooledBuffer body, string mimeType, string uri, bool isText) : ToolOutcome
{
    public override bool IsError => false;

    public override void WriteTo(Utf8JsonWriter writer, ResultDialect dialect)
    {
        writer.WriteStartObject();
        ResultWriter.WriteType(writer, dialect);
        writer.WriteStartArray("content"u8);
        writer.WriteStartObject();
        if (kind == MediaBlock.Resource || (kind == MediaBlock.Audio && !dialect.Audio))
        {
            WriteResource(writer);
        }
        else
        {
            writer.WriteString("type"u8, kind == MediaBlock.Image ? "image"u8 : "audio"u8);
            writer.WriteBase64String("data"u8, body.WrittenSpan);
            writer.WriteString("mimeType"u8, mimeType);
        }

        writer.WriteEndObject();
        writer.WriteEndArray();
        writer.WriteBoolean("isError"u8, false);
        ResultWriter.WriteMeta(writer, dialect);
        writer.WriteEndObject();
    }

    public override void Dispose() => body.Dispose();

    private void WriteResource(Utf8JsonWriter writer)
    {
        writer.WriteString("type"u8, "resource"u8);
        writer.WriteStartObject("resource"u8);
        writer.WriteString("uri"u8, uri);
        writer.WriteString("mimeType"u8, mimeType);
        if (isText)
        {
            writer.WriteString("text"u8, body.WrittenSpan);
        }
        else
        {
            writer.WriteBase64String("blob"u8, body.WrittenSpan);
        }

        writer.WriteEndObject();
    }
}
