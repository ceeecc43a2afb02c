using System.Text.Json;
using McpProxy.Plugins.OpenApi.Operations;

namespace McpProxy.Plugins.OpenApi.Layers;

/// <summary>Writes what is kept of answers, as <c>Mcp:Tools:{name}:Response</c> has it.</summary>
internal static class AnswerWriter
{
    public static void Write(Utf8JsonWriter writer, AnswerDraft answer)
    {
        writer.WriteStartObject();
        WriteLimits(writer, answer, answer.Select);
        if (answer.Summary.Count > 0)
        {
            writer.WriteStartObject("Views"u8);
            writer.WriteStartObject("summary"u8);
            WriteLimits(writer, answer, answer.Summary);
            writer.WriteEndObject();
            writer.WriteStartObject("full"u8);
            writer.WriteEndObject();
            writer.WriteEndObject();
        }

        writer.WriteEndObject();
    }

    private static void WriteLimits(Utf8JsonWriter writer, AnswerDraft answer, IReadOnlyList<string> select)
    {
        if (select.Count > 0)
        {
            writer.WritePropertyName("Select"u8);
            ToolWriter.WriteTexts(writer, select);
        }

        if (answer.MaxItems is { } items)
        {
            writer.WriteNumber("MaxItems"u8, items);
        }

        if (answer.CutAtBytes is { } bytes)
        {
            writer.WriteNumber("CutAtBytes"u8, bytes);
        }

        if (!answer.IsShortened)
        {
            return;
        }

        if (answer.Cursor is { } cursor)
        {
            writer.WritePropertyName("Cursors"u8);
            ToolWriter.WriteTexts(writer, [cursor]);
        }

        WriteContinuation(writer, answer);
    }

    private static void WriteContinuation(Utf8JsonWriter writer, AnswerDraft answer)
    {
        if (answer.KeepsWhole)
        {
            writer.WriteString("Continuation"u8, "Artifact");
        }
        else if (answer.Limit is { } limit)
        {
            writer.WriteString("Continuation"u8, "Paging");
            writer.WriteStartObject("Paging"u8);
            writer.WriteString("By"u8, "Upstream");
            writer.WriteString("Limit"u8, limit);
            writer.WriteEndObject();
        }
    }
}
