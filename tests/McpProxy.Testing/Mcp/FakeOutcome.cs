using System.Text.Json;
using McpProxy.Dispatch;

namespace McpProxy.Testing.Mcp;

/// <summary>An outcome that says one text.</summary>
internal sealed class FakeOutcome(string text, bool isError = false, CallerChallenge? challenge = null) : ToolOutcome
{
    public override bool IsError { get; } = isError;

    public override CallerChallenge? Challenge { get; } = challenge;

    /// <summary>How often it was disposed.</summary>
    public int Disposals { get; private set; }

    public override void WriteTo(Utf8JsonWriter writer, ResultDialect dialect)
    {
        writer.WriteStartObject();
        if (dialect.Modern)
        {
            writer.WriteString("resultType", "complete");
        }

        writer.WriteStartArray("content");
        writer.WriteStartObject();
        writer.WriteString("type", "text");
        writer.WriteString("text", text);
        writer.WriteEndObject();
        writer.WriteEndArray();
        if (IsError)
        {
            writer.WriteBoolean("isError", true);
        }

        if (dialect.Modern)
        {
            writer.WriteStartObject("_meta");
            writer.WritePropertyName("io.modelcontextprotocol/serverInfo");
            writer.WriteRawValue(dialect.ServerInfo.Span, skipInputValidation: true);
            writer.WriteEndObject();
        }

        writer.WriteEndObject();
    }

    public override void Dispose()
    {
        Disposals++;
        base.Dispose();
    }
}
