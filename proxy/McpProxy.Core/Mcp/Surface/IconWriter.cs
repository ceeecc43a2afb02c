using System.Text.Json;
using McpProxy.Configuration;

namespace McpProxy.Mcp.Surface;

/// <summary>Writes icons.</summary>
internal static class IconWriter
{
    /// <summary>Writes the member <c>icons</c> (2025-11-25 and later).</summary>
    public static void Write(Utf8JsonWriter writer, ReadOnlySpan<IconConfig> icons)
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
