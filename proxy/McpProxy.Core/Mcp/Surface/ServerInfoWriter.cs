using McpProxy.Configuration;
using McpProxy.Mcp.Wire;
using McpProxy.Telemetry;

namespace McpProxy.Mcp.Surface;

/// <summary>Writes the <c>Implementation</c> object that names this server, with the members that a revision knows.</summary>
internal static class ServerInfoWriter
{
    public static ReadOnlyMemory<byte> Write(ServerInfoConfig info, ProtocolRevision revision) => JsonBytes.Write(writer =>
    {
        writer.WriteStartObject();
        writer.WriteString("name"u8, info.Name);
        if (info.Title is not null && revision.HasStructuredContent)
        {
            writer.WriteString("title"u8, info.Title);
        }

        writer.WriteString("version"u8, info.Version ?? McpProxyTelemetry.Version);
        if (info.WebsiteUrl is not null && revision.HasIcons)
        {
            writer.WriteString("websiteUrl"u8, info.WebsiteUrl);
        }

        writer.WriteEndObject();
    });
}
