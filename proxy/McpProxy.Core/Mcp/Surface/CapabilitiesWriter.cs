using System.Text.Json;
using McpProxy.Configuration;
using McpProxy.Mcp.Wire;

namespace McpProxy.Mcp.Surface;

/// <summary>Writes the server's capabilities at one endpoint: the lists it has, and nothing that is not served.</summary>
internal static class CapabilitiesWriter
{
    /// <param name="writer">Where to.</param>
    /// <param name="toolset">The endpoint.</param>
    /// <param name="revision">The caller's revision.</param>
    /// <param name="listChanged">Whether the caller can be told of changes.</param>
    public static void Write(Utf8JsonWriter writer, ToolsetSurface toolset, ProtocolRevision revision, bool listChanged)
    {
        writer.WriteStartObject("capabilities"u8);
        WriteList(writer, "tools"u8, toolset.Lists.HasFlag(CatalogLists.Tools), listChanged);
        WriteList(writer, "prompts"u8, toolset.Lists.HasFlag(CatalogLists.Prompts), listChanged);
        if (toolset.HasCompletions && revision.HasCompletionsCapability)
        {
            writer.WriteStartObject("completions"u8);
            writer.WriteEndObject();
        }

        WriteList(writer, "resources"u8, toolset.Lists.HasFlag(CatalogLists.Resources), listChanged, subscribe: listChanged && toolset.Toolset.Resources.CanSubscribe);
        if (listChanged)
        {
            // Who can be told of changes can be sent log messages.
            writer.WriteStartObject("logging"u8);
            writer.WriteEndObject();
        }

        writer.WriteEndObject();
    }

    private static void WriteList(Utf8JsonWriter writer, ReadOnlySpan<byte> name, bool isServed, bool listChanged, bool subscribe = false)
    {
        if (!isServed)
        {
            return;
        }

        writer.WriteStartObject(name);
        if (subscribe)
        {
            writer.WriteBoolean("subscribe"u8, true);
        }

        if (listChanged)
        {
            writer.WriteBoolean("listChanged"u8, true);
        }

        writer.WriteEndObject();
    }
}
