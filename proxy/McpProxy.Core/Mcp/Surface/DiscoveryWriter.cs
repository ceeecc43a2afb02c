using McpProxy.Mcp.Wire;

namespace McpProxy.Mcp.Surface;

/// <summary>Writes the result of <c>server/discover</c> (2026-07-28, server/discover).</summary>
internal static class DiscoveryWriter
{
    public static byte[] Write(ToolsetSurface toolset) => JsonBytes.Write(writer =>
    {
        var surface = toolset.Surface;
        writer.WriteStartObject();
        writer.WriteString("resultType"u8, "complete"u8);
        // Legacy revisions are agreed on by initialize; the conformance suite wants this list to equal that of -32022.
        writer.WriteStartArray("supportedVersions"u8);
        writer.WriteStringValue(ProtocolRevision.July2026.Text);
        writer.WriteEndArray();
        CapabilitiesWriter.Write(writer, toolset, ProtocolRevision.July2026, listChanged: true);
        if (toolset.Instructions is { } instructions)
        {
            writer.WriteString("instructions"u8, instructions);
        }

        CachingWriter.Write(writer, surface.Config.CacheTtl);
        ServerMetaWriter.Write(writer, surface.Dialect(ProtocolRevision.July2026));
        writer.WriteEndObject();
    });
}
