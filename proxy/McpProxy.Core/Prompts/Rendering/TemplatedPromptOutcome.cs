using System.Text.Json;
using McpProxy.Dispatch;
using McpProxy.Prompts.Content;

namespace McpProxy.Prompts.Rendering;

/// <summary>A prompt whose messages the configuration holds, with what was read for them; written as a <c>GetPromptResult</c>.</summary>
/// <param name="prompt">The prompt.</param>
/// <param name="values">Its arguments.</param>
/// <param name="pieces">By message, what was read for it; owned.</param>
internal sealed class TemplatedPromptOutcome(PromptBinding prompt, PromptValues values, ToolOutcome?[] pieces) : ToolOutcome
{
    public override bool IsError => false;

    public override void WriteTo(Utf8JsonWriter writer, ResultDialect dialect)
    {
        writer.WriteStartObject();
        ResultWriter.WriteType(writer, dialect);
        if (prompt.Description is { } description)
        {
            writer.WriteString("description"u8, description);
        }

        writer.WriteStartArray("messages"u8);
        for (var i = 0; i < prompt.Messages.Length; i++)
        {
            var message = prompt.Messages[i];
            writer.WriteStartObject();
            writer.WriteString("role"u8, PromptRoles.Utf8(message.Role));
            writer.WritePropertyName("content"u8);
            message.Content.Write(writer, values, (pieces[i] as PromptPieceOutcome)?.Piece, dialect);
            writer.WriteEndObject();
        }

        writer.WriteEndArray();
        ResultWriter.WriteMeta(writer, dialect);
        writer.WriteEndObject();
    }

    public override void Dispose()
    {
        foreach (var piece in pieces)
        {
            piece?.Dispose();
        }
    }
}
