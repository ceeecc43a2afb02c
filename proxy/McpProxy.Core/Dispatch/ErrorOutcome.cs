using System.Text;
using System.Text.Json;

namespace McpProxy.Dispatch;

/// <summary>A failed call: a text that an agent can act on, and the error contract for machines.</summary>
/// <param name="error">The failure.</param>
/// <param name="requestId">The exchange's id.</param>
/// <param name="declaresOutput">Whether the tool has an output schema: clients validate structured content against it, so the error keeps out.</param>
/// <param name="body">Beginning of the upstream's answer as text, or null.</param>
/// <param name="content">What stands in for the error contract as structured content, a JSON object; empty for nothing.</param>
internal sealed class ErrorOutcome(ProxyError error, string requestId, bool declaresOutput, string? body = null, ReadOnlyMemory<byte> content = default) : ToolOutcome
{
    public override bool IsError => true;

    public override ProxyError Error => error;

    public override string RequestId => requestId;

    public override void WriteTo(Utf8JsonWriter writer, ResultDialect dialect)
    {
        writer.WriteStartObject();
        ResultWriter.WriteType(writer, dialect);
        writer.WriteStartArray("content"u8);
        ResultWriter.WriteText(writer, Text());
        writer.WriteEndArray();
        if (dialect.StructuredContent && !declaresOutput)
        {
            writer.WritePropertyName("structuredContent"u8);
            WriteContent(writer);
        }

        writer.WriteBoolean("isError"u8, true);
        writer.WriteStartObject("_meta"u8);
        ResultWriter.WriteServerInfo(writer, dialect);
        writer.WriteStartObject("mcpproxy/error"u8);
        ErrorWriter.WriteMembers(writer, error, requestId);
        writer.WriteEndObject();
        writer.WriteEndObject();
        writer.WriteEndObject();
    }

    private void WriteContent(Utf8JsonWriter writer)
    {
        if (!content.IsEmpty)
        {
            writer.WriteRawValue(content.Span);
            return;
        }

        writer.WriteStartObject();
        ErrorWriter.WriteMembers(writer, error, requestId);
        writer.WriteEndObject();
    }

    private string Text()
    {
        var text = new StringBuilder(error.Message);
        if (error.Hint is { } hint)
        {
            text.Append(error.Message.EndsWith('.') ? ' ' : '\n').Append(hint);
        }

        if (error.RetryAfterSeconds is { } seconds)
        {
            text.Append(" Retry after ").Append(seconds).Append(" seconds.");
        }
        else if (error.Retryable)
        {
            text.Append(" The same call may succeed later.");
        }

        if (body is not null)
        {
            text.Append("\n\n").Append(body);
        }

        return text.ToString();
    }
}
