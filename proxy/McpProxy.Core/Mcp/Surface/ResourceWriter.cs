using System.Text.Json;
using McpProxy.Configuration;
using McpProxy.Mcp.Wire;
using McpProxy.Tools.Resources;

namespace McpProxy.Mcp.Surface;

/// <summary>Writes a resource or a resource template as lists have it, with the members that a revision knows.</summary>
internal static class ResourceWriter
{
    public static void Write(Utf8JsonWriter writer, ResourceDefinition resource, ProtocolRevision revision)
    {
        writer.WriteStartObject();
        writer.WriteString(resource.IsTemplate ? "uriTemplate"u8 : "uri"u8, resource.Uri);
        writer.WriteString("name"u8, resource.Name);
        if (resource.Title is not null && revision.HasStructuredContent)
        {
            writer.WriteString("title"u8, resource.Title);
        }

        if (resource.Description is not null)
        {
            writer.WriteString("description"u8, resource.Description);
        }

        if (resource.MimeType is not null)
        {
            writer.WriteString("mimeType"u8, resource.MimeType);
        }

        if (resource.Size is { } size)
        {
            writer.WriteNumber("size"u8, size);
        }

        if (resource.Annotations is { } annotations)
        {
            WriteAnnotations(writer, annotations, revision);
        }

        if (revision.HasIcons && resource.Icons.Length > 0)
        {
            IconWriter.Write(writer, resource.Icons.AsSpan());
        }

        writer.WriteEndObject();
    }

    private static void WriteAnnotations(Utf8JsonWriter writer, ResourceAnnotationsConfig annotations, ProtocolRevision revision)
    {
        writer.WriteStartObject("annotations"u8);
        if (annotations.Audience.Count > 0)
        {
            writer.WriteStartArray("audience"u8);
            foreach (var audience in annotations.Audience)
            {
                writer.WriteStringValue(audience);
            }

            writer.WriteEndArray();
        }

        if (annotations.Priority is { } priority)
        {
            writer.WriteNumber("priority"u8, priority);
        }

        if (annotations.LastModified is { } time && revision.HasStructuredContent)
        {
            writer.WriteString("lastModified"u8, time);
        }

        writer.WriteEndObject();
    }
}
