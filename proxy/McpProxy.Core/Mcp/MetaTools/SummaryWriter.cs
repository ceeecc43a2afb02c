using System.Text.Json;
using McpProxy.Tools.Search;

namespace McpProxy.Mcp.MetaTools;

/// <summary>Writes a tool in one line: what it is called, what it does, what every call of it must have.</summary>
internal static class SummaryWriter
{
    public static void Write(Utf8JsonWriter writer, ToolSummary tool)
    {
        writer.WriteStartObject();
        writer.WriteString("name"u8, tool.Tool.Name);
        writer.WriteString("description"u8, tool.Line);
        if (tool.Required.Length > 0)
        {
            writer.WriteStartArray("required"u8);
            foreach (var name in tool.Required)
            {
                writer.WriteStringValue(name);
            }

            writer.WriteEndArray();
        }

        writer.WriteEndObject();
    }
}
