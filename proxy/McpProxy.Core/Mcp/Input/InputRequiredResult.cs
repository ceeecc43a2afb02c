using System.Text.Json;
using McpProxy.Dispatch;
using McpProxy.Shaping;

namespace McpProxy.Mcp.Input;

/// <summary>The result that asks a modern client (2026-07-28, basic/patterns/mrtr).</summary>
internal sealed class InputRequiredResult(IReadOnlyList<InputRequest> requests, string state) : ToolOutcome
{
    public override bool IsError => false;

    public override void WriteTo(Utf8JsonWriter writer, ResultDialect dialect)
    {
        writer.WriteStartObject();
        writer.WriteString("resultType"u8, "input_required"u8);
        if (requests.Count > 0)
        {
            writer.WriteStartObject("inputRequests"u8);
            foreach (var request in requests)
            {
                WriteRequest(writer, request);
            }

            writer.WriteEndObject();
        }

        writer.WriteString("requestState"u8, state);
        ResultWriter.WriteMeta(writer, dialect);
        writer.WriteEndObject();
    }

    private static void WriteRequest(Utf8JsonWriter writer, InputRequest request)
    {
        writer.WriteStartObject(request.Key);
        writer.WriteString("method"u8, request.Method);
        if (request.Params.ValueKind == JsonValueKind.Object)
        {
            writer.WritePropertyName("params"u8);
            request.Params.WriteTo(writer);
        }

        writer.WriteEndObject();
    }
}
