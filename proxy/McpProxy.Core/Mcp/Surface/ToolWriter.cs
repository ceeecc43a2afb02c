using System.Text.Json;
using McpProxy.Mcp.Wire;
using McpProxy.Tools;

namespace McpProxy.Mcp.Surface;

/// <summary>Writes a tool with the members that a revision knows.</summary>
internal static class ToolWriter
{
    /// <summary>Writes a tool as an object.</summary>
    public static void Write(Utf8JsonWriter writer, ToolDefinition tool, ProtocolRevision revision)
    {
        writer.WriteStartObject();
        WriteMembers(writer, tool, revision);
        writer.WriteEndObject();
    }

    /// <summary>Writes its members into an open object.</summary>
    public static void WriteMembers(Utf8JsonWriter writer, ToolDefinition tool, ProtocolRevision revision)
    {
        writer.WriteString("name"u8, tool.Name);
        if (tool.Title is not null && revision.HasStructuredContent)
        {
            writer.WriteString("title"u8, tool.Title);
        }

        writer.WriteString("description"u8, tool.Description);
        writer.WritePropertyName("inputSchema"u8);
        writer.WriteRawValue(tool.InputSchema.Span, skipInputValidation: true);
        WriteOutputSchema(writer, tool, revision);
        if (revision.HasAnnotations)
        {
            WriteHints(writer, tool, revision);
        }

        if (revision.HasIcons && tool.Icons.Length > 0)
        {
            IconWriter.Write(writer, tool.Icons.AsSpan());
        }
    }

    private static void WriteOutputSchema(Utf8JsonWriter writer, ToolDefinition tool, ProtocolRevision revision)
    {
        if (tool.OutputSchema.IsEmpty || !revision.HasStructuredContent)
        {
            return;
        }

        writer.WritePropertyName("outputSchema"u8);
        if (revision.IsModern || tool.OutputSchemaIsObject)
        {
            writer.WriteRawValue(tool.OutputSchema.Span, skipInputValidation: true);
        }
        else
        {
            WrappedSchemaWriter.Write(writer, tool.OutputSchema.Span);
        }
    }

    private static void WriteHints(Utf8JsonWriter writer, ToolDefinition tool, ProtocolRevision revision)
    {
        writer.WriteStartObject("annotations"u8);
        if (tool.Title is not null && !revision.HasStructuredContent)
        {
            writer.WriteString("title"u8, tool.Title); // 2025-03-26 has no other place for it.
        }

        WriteHint(writer, "readOnlyHint"u8, tool.Hints.ReadOnly);
        WriteHint(writer, "destructiveHint"u8, tool.Hints.Destructive);
        WriteHint(writer, "idempotentHint"u8, tool.Hints.Idempotent);
        WriteHint(writer, "openWorldHint"u8, tool.Hints.OpenWorld);
        writer.WriteEndObject();
    }

    private static void WriteHint(Utf8JsonWriter writer, ReadOnlySpan<byte> name, bool? value)
    {
        if (value is { } hint)
        {
            writer.WriteBoolean(name, hint);
        }
    }
}
