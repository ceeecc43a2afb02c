using System.Text.Json;
using McpProxy.Dispatch;

namespace McpProxy.Shaping.Continuation;

/// <summary>A content block of MCP that says where the whole of a shortened answer is.</summary>
/// <param name="uri">Its URI.</param>
/// <param name="mimeType">Its media type.</param>
/// <param name="size">Its bytes.</param>
internal sealed class ArtifactLink(string uri, string mimeType, long size)
{
    /// <summary>Writes the block.</summary>
    public void WriteTo(ref RawJsonWriter writer)
    {
        using var block = new PooledBuffer(512);
        using (var json = new Utf8JsonWriter(block))
        {
            json.WriteStartObject();
            json.WriteString("type"u8, "resource_link"u8);
            json.WriteString("uri"u8, uri);
            json.WriteString("name"u8, "whole answer"u8);
            json.WriteString("description"u8, "The answer above was shortened. Read parts of the whole one by adding ?pointer=/list&offset=0&limit=50 to the URI, with the pointer of the list."u8);
            json.WriteString("mimeType"u8, mimeType);
            json.WriteNumber("size"u8, size);
            json.WriteEndObject();
        }

        writer.Write(block.WrittenSpan);
    }
}
