using McpProxy.Mcp.Wire;

namespace McpProxy.Mcp.Surface;

/// <summary>Writes the result of <c>initialize</c> (2025-11-25, basic/lifecycle).</summary>
internal static class InitializationWriter
{
    public static byte[] Write(ToolsetSurface toolset, ProtocolRevision revision, bool canNotify) => JsonBytes.Write(writer =>
    {
        writer.WriteStartObject();
        writer.WriteString("protocolVersion"u8, revision.Text);
        CapabilitiesWriter.Write(writer, toolset, revision, canNotify);
        writer.WritePropertyName("serverInfo"u8);
        writer.WriteRawValue(toolset.Surface.Dialect(revision).ServerInfo.Span, skipInputValidation: true);
        if (toolset.Instructions is { } instructions)
        {
            writer.WriteString("instructions"u8, instructions);
        }

        writer.WriteEndObject();
    });
}
