using System.Text.Json;

namespace McpProxy.Mcp.Surface;

/// <summary>Writes the server's capabilities: tools, and nothing that is not served.</summary>
internal static class CapabilitiesWriter
{
    public static void Write(Utf8JsonWriter writer, bool listChanged)
    {
        writer.WriteStartObject("capabilities"u8);
        writer.WriteStartObject("tools"u8);
        if (listChanged)
        {
            writer.WriteBoolean("listChanged"u8, true);
        }

        writer.WriteEndObject();
        writer.WriteEndObject();
    }
}
