using System.Text.Json;

namespace McpProxy.Dispatch;

/// <summary>Pieces that every tool result is written from.</summary>
internal static class ResultWriter
{
    /// <summary>The <c>resultType</c> that revision 2026-07-28 requires.</summary>
    public static void WriteType(Utf8JsonWriter writer, ResultDialect dialect)
    {
        if (dialect.Modern)
        {
            writer.WriteString("resultType"u8, "complete"u8);
        }
    }

    public static void WriteText(Utf8JsonWriter writer, string text)
    {
        writer.WriteStartObject();
        writer.WriteString("type"u8, "text"u8);
        writer.WriteString("text"u8, text);
        writer.WriteEndObject();
    }

    public static void WriteText(Utf8JsonWriter writer, ReadOnlySpan<byte> utf8)
    {
        writer.WriteStartObject();
        writer.WriteString("type"u8, "text"u8);
        writer.WriteString("text"u8, utf8);
        writer.WriteEndObject();
    }

    /// <summary>The server's name inside <c>_meta</c> (2026-07-28).</summary>
    public static void WriteServerInfo(Utf8JsonWriter writer, ResultDialect dialect)
    {
        if (dialect.Modern && !dialect.ServerInfo.IsEmpty)
        {
            writer.WritePropertyName("io.modelcontextprotocol/serverInfo"u8);
            writer.WriteRawValue(dialect.ServerInfo.Span, skipInputValidation: true);
        }
    }

    /// <summary>The whole <c>_meta</c> of a successful result; nothing for older revisions.</summary>
    public static void WriteMeta(Utf8JsonWriter writer, ResultDialect dialect)
    {
        if (dialect.Modern && !dialect.ServerInfo.IsEmpty)
        {
            writer.WriteStartObject("_meta"u8);
            WriteServerInfo(writer, dialect);
            writer.WriteEndObject();
        }
    }
}
