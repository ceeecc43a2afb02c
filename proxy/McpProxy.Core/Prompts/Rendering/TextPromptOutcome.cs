using System.Text.Json;
using McpProxy.Dispatch;

namespace McpProxy.Prompts.Rendering;

/// <summary>A prompt that an upstream rendered as plain text: one message of the user.</summary>
/// <param name="text">UTF-8; owned.</param>
internal sealed class TextPromptOutcome(PooledBuffer text) : ToolOutcome
{
    public override bool IsError => false;

    public override void WriteTo(Utf8JsonWriter writer, ResultDialect dialect)
    {
        writer.WriteStartObject();
        ResultWriter.WriteType(writer, dialect);
        writer.WriteStartArray("messages"u8);
        writer.WriteStartObject();
        writer.WriteString("role"u8, "user"u8);
        writer.WritePropertyName("content"u8);
        ResultWriter.WriteText(writer, text.WrittenSpan);
        writer.WriteEndObject();
        writer.WriteEndArray();
        ResultWriter.WriteMeta(writer, dialect);
        writer.WriteEndObject();
    }

    public override void Dispose() => text.Dispose();
}
