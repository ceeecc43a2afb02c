using System.Text.Json;
using McpProxy.Dispatch;

namespace McpProxy.Completions;

/// <summary>Proposals, written as a <c>CompleteResult</c>.</summary>
internal sealed class CompletionOutcome(CompletionList list) : ToolOutcome
{
    public static CompletionOutcome Empty { get; } = new(CompletionList.Empty);

    public override bool IsError => false;

    public override void WriteTo(Utf8JsonWriter writer, ResultDialect dialect)
    {
        writer.WriteStartObject();
        ResultWriter.WriteType(writer, dialect);
        writer.WriteStartObject("completion"u8);
        writer.WriteStartArray("values"u8);
        foreach (var value in list.Values)
        {
            writer.WriteStringValue(value);
        }

        writer.WriteEndArray();
        writer.WriteNumber("total"u8, list.Total);
        writer.WriteBoolean("hasMore"u8, list.HasMore);
        writer.WriteEndObject();
        ResultWriter.WriteMeta(writer, dialect);
        writer.WriteEndObject();
    }
}
