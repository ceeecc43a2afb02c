using System.Text.Json;
using McpProxy.Configuration;
using McpProxy.Mcp.Wire;
using McpProxy.Tools;

namespace McpProxy.Mcp.Surface;

/// <summary>Writes the result of <c>tools/list</c> with the members that a revision knows; strict clients of older ones refuse others.</summary>
internal static class ToolListWriter
{
    public static byte[] Write(ToolsetSurface toolset, ProtocolRevision revision, int start, int count) => JsonBytes.Write(writer =>
    {
        var tools = toolset.Toolset.Tools;
        writer.WriteStartObject();
        if (revision.IsModern)
        {
            writer.WriteString("resultType"u8, "complete"u8);
        }

        writer.WriteStartArray("tools"u8);
        for (var i = start; i < start + count; i++)
        {
            WriteTool(writer, tools[i].Definition, revision);
        }

        writer.WriteEndArray();
        if (start + count < tools.Length)
        {
            writer.WriteString("nextCursor"u8, ListCursor.Create(tools[start + count - 1].Name));
        }

        if (revision.IsModern)
        {
            CachingWriter.Write(writer, toolset.Surface.Config);
            ServerMetaWriter.Write(writer, toolset.Surface.Dialect(revision));
        }

        writer.WriteEndObject();
    });

    private static void WriteTool(Utf8JsonWriter writer, ToolDefinition tool, ProtocolRevision revision)
    {
        writer.WriteStartObject();
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
            WriteIcons(writer, tool.Icons.AsSpan());
        }

        writer.WriteEndObject();
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

    private static void WriteIcons(Utf8JsonWriter writer, ReadOnlySpan<IconConfig> icons)
    {
        writer.WriteStartArray("icons"u8);
        foreach (var icon in icons)
        {
            writer.WriteStartObject();
            writer.WriteString("src"u8, icon.Src);
            if (icon.MimeType is not null)
            {
                writer.WriteString("mimeType"u8, icon.MimeType);
            }

            if (icon.Sizes.Count > 0)
            {
                writer.WriteStartArray("sizes"u8);
                foreach (var size in icon.Sizes)
                {
                    writer.WriteStringValue(size);
                }

                writer.WriteEndArray();
            }

            if (icon.Theme is not null)
            {
                writer.WriteString("theme"u8, icon.Theme);
            }

            writer.WriteEndObject();
        }

        writer.WriteEndArray();
    }
}
