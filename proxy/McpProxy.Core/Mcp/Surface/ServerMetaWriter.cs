using System.Text.Json;
using McpProxy.Dispatch;

namespace McpProxy.Mcp.Surface;

/// <summary>Writes the <c>_meta</c> that names this server in every modern result.</summary>
internal static class ServerMetaWriter
{
    public static void Write(Utf8JsonWriter writer, ResultDialect dialect)
    {
        writer.WriteStartObject("_meta"u8);
        WriteServerInfo(writer, dialect);
        writer.WriteEndObject();
    }

    public static void WriteServerInfo(Utf8JsonWriter writer, ResultDialect dialect)
    {
        writer.WritePropertyName("io.modelcontextprotocol/serverInfo"u8);
        writer.WriteRawValue(dialect.ServerInfo.Span, skipInputValidation: true);
    }
}
