using System.Text.Json;
using McpProxy.Dispatch;

namespace McpProxy.Shaping;

/// <summary>A JSON answer: its text, and the same value as structured content where the caller's revision takes it.</summary>
/// <param name="json">Valid JSON; owned.</param>
/// <param name="isObject">Whether the root is an object; revisions before 2026-07-28 take nothing else as structured content.</param>
/// <param name="wrap">Whether an older revision gets a non-object wrapped as <c>{"result":...}</c>, because its output schema was wrapped so.</param>
internal sealed class JsonOutcome(PooledBuffer json, bool isObject, bool wrap) : ToolOutcome
{
    public override bool IsError => false;

    public override void WriteTo(Utf8JsonWriter writer, ResultDialect dialect)
    {
        writer.WriteStartObject();
        ResultWriter.WriteType(writer, dialect);
        writer.WriteStartArray("content"u8);
        ResultWriter.WriteText(writer, json.WrittenSpan);
        writer.WriteEndArray();
        if (dialect.StructuredContent && (isObject || dialect.Modern || wrap))
        {
            WriteStructured(writer, wrapped: !isObject && !dialect.Modern);
        }

        writer.WriteBoolean("isError"u8, false);
        ResultWriter.WriteMeta(writer, dialect);
        writer.WriteEndObject();
    }

    public override void Dispose() => json.Dispose();

    private void WriteStructured(Utf8JsonWriter writer, bool wrapped)
    {
        // After the text, which keeps its line breaks as escapes; the raw value must not hold any (SSE, stdio).
        LineBreaks.Blank(json.Written);
        writer.WritePropertyName("structuredContent"u8);
        if (wrapped)
        {
            writer.WriteStartObject();
            writer.WritePropertyName("result"u8);
        }

        writer.WriteRawValue(json.WrittenSpan, skipInputValidation: true);
        if (wrapped)
        {
            writer.WriteEndObject();
        }
    }
}
