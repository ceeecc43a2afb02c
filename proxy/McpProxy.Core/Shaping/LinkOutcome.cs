using System.Text.Json;
using McpProxy.Dispatch;

namespace McpProxy.Shaping;

/// <summary>A body that stays where it is: a link to it, or a sentence about it for revisions without links.</summary>
internal sealed class LinkOutcome(string uri, string name, string mimeType, long? size) : ToolOutcome
{
    public override bool IsError => false;

    public override void WriteTo(Utf8JsonWriter writer, ResultDialect dialect)
    {
        writer.WriteStartObject();
        ResultWriter.WriteType(writer, dialect);
        writer.WriteStartArray("content"u8);
        if (dialect.ResourceLinks)
        {
            WriteLink(writer);
        }
        else
        {
            ResultWriter.WriteText(writer, $"The result is a {mimeType} resource{(size is { } bytes ? $" of {bytes} bytes" : "")} at {uri}.");
        }

        writer.WriteEndArray();
        writer.WriteBoolean("isError"u8, false);
        ResultWriter.WriteMeta(writer, dialect);
        writer.WriteEndObject();
    }

    private void WriteLink(Utf8JsonWriter writer)
    {
        writer.WriteStartObject();
        writer.WriteString("type"u8, "resource_link"u8);
        writer.WriteString("uri"u8, uri);
        writer.WriteString("name"u8, name);
        writer.WriteString("mimeType"u8, mimeType);
        if (size is { } bytes)
        {
            writer.WriteNumber("size"u8, bytes);
        }

        writer.WriteEndObject();
    }
}
