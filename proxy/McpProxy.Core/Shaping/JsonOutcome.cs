using System.Text.Json;
using McpProxy.Dispatch;
using McpProxy.Shaping.Continuation;

namespace McpProxy.Shaping;

/// <summary>A JSON answer: its text, and the same value as structured content where the caller's revision takes it.</summary>
/// <param name="json">Valid JSON; owned.</param>
/// <param name="isObject">Whether the root is an object; revisions before 2026-07-28 take nothing else as structured content.</param>
/// <param name="wrap">Whether an older revision gets a non-object wrapped as <c>{"result":...}</c>, because its output schema was wrapped so.</param>
internal sealed class JsonOutcome(PooledBuffer json, bool isObject, bool wrap) : ToolOutcome
{
    public override bool IsError => false;

    /// <summary>Where the whole answer is; null when this is it, or it is not kept.</summary>
    public ArtifactLink? Link { get; set; }

    /// <summary>About the size of what <see cref="WriteTo(ref RawJsonWriter, ResultDialect)"/> writes: the value twice, a few escapes, the frame.</summary>
    public int ExpectedLength => (int)Math.Min(int.MaxValue, (json.Length * 5L / 2) + 512);

    public override void WriteTo(Utf8JsonWriter writer, ResultDialect dialect)
    {
        using var result = new PooledBuffer(ExpectedLength);
        var raw = new RawJsonWriter(result, ExpectedLength);
        WriteTo(ref raw, dialect);
        raw.Flush();
        writer.WriteRawValue(result.WrittenSpan, skipInputValidation: true);
    }

    /// <summary>Writes the same without a writer that knows about JSON: this is how nearly every call ends.</summary>
    public void WriteTo(ref RawJsonWriter writer, ResultDialect dialect)
    {
        writer.Write(dialect.JsonFrame.Start);
        writer.WriteEscaped(json.WrittenSpan);
        writer.Write("\"}"u8);
        if (Link is { } link && dialect.ResourceLinks)
        {
            writer.Write(","u8);
            link.WriteTo(ref writer);
        }

        writer.Write("]"u8);
        if (dialect.StructuredContent && (isObject || dialect.Modern || wrap))
        {
            WriteStructured(ref writer, wrapped: !isObject && !dialect.Modern);
        }

        writer.Write(dialect.JsonFrame.End);
    }

    public override void Dispose() => json.Dispose();

    private void WriteStructured(ref RawJsonWriter writer, bool wrapped)
    {
        // After the text, which keeps its line breaks as escapes; the raw value must not hold any (SSE, stdio).
        LineBreaks.Blank(json.Written);
        writer.Write(wrapped ? ",\"structuredContent\":{\"result\":"u8 : ",\"structuredContent\":"u8);
        writer.Write(json.WrittenSpan);
        if (wrapped)
        {
            writer.Write("}"u8);
        }
    }
}
