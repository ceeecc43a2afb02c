using System.Text.Json;
using McpProxy.Dispatch;

namespace McpProxy.Shaping;

/// <summary>A text answer, already UTF-8.</summary>
internal sealed class TextOutcome(PooledBuffer text) : ToolOutcome
{
    public override bool IsError => false;

    public override void WriteTo(Utf8JsonWriter writer, ResultDialect dialect)
    {
        writer.WriteStartObject();
        ResultWriter.WriteType(writer, dialect);
        writer.WriteStartArray("content"u8);
        ResultWriter.WriteText(writer, text.WrittenSpan);
        writer.WriteEndArray();
        writer.WriteBoolean("isError"u8, false);
        ResultWriter.WriteMeta(writer, dialect);
        writer.WriteEndObject();
    }

    public override void Dispose() => text.Dispose();
}
