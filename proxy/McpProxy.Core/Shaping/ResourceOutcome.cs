using System.Text.Json;
using McpProxy.Dispatch;

namespace McpProxy.Shaping;

/// <summary>The content of a resource that was read: a whole result of <c>resources/read</c>.</summary>
/// <param name="uri">The URI as the client sent it.</param>
/// <param name="body">The bytes; owned. UTF-8 when <paramref name="isText"/>.</param>
/// <param name="mimeType">Media type without parameters; empty when nobody says.</param>
/// <param name="isText">Whether it is text rather than base64.</param>
/// <param name="freshness">How long clients may keep it.</param>
internal sealed class ResourceOutcome(string uri, PooledBuffer body, string mimeType, bool isText, TimeSpan freshness) : ToolOutcome
{
    public override bool IsError => false;

    /// <summary>The content.</summary>
    public ReadOnlySpan<byte> Content => body.WrittenSpan;

    public string MimeType => mimeType;

    public bool IsText => isText;

    public override void WriteTo(Utf8JsonWriter writer, ResultDialect dialect)
    {
        writer.WriteStartObject();
        ResultWriter.WriteType(writer, dialect);
        writer.WriteStartArray("contents"u8);
        writer.WriteStartObject();
        WriteMembers(writer);
        writer.WriteEndObject();
        writer.WriteEndArray();
        if (dialect.Modern)
        {
            writer.WriteNumber("ttlMs"u8, (long)freshness.TotalMilliseconds);
            writer.WriteString("cacheScope"u8, "private"u8); // What was read may be for this caller alone.
        }

        ResultWriter.WriteMeta(writer, dialect);
        writer.WriteEndObject();
    }

    /// <summary>Writes the members of the MCP <c>ResourceContents</c> object.</summary>
    public void WriteMembers(Utf8JsonWriter writer)
    {
        writer.WriteString("uri"u8, uri);
        if (mimeType.Length > 0)
        {
            writer.WriteString("mimeType"u8, mimeType);
        }

        if (isText)
        {
            writer.WriteString("text"u8, Content);
        }
        else
        {
            writer.WriteBase64String("blob"u8, Content);
        }
    }

    public override void Dispose() => body.Dispose();
}
