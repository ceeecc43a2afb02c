using System.Text.Json;
using McpProxy.Configuration;

namespace McpProxy.Mcp.Surface;

/// <summary>Writes how long and by whom a modern result may be cached (2026-07-28, server/utilities/caching).</summary>
internal static class CachingWriter
{
    public static void Write(Utf8JsonWriter writer, McpConfig config)
    {
        writer.WriteNumber("ttlMs"u8, (long)config.CacheTtl.TotalMilliseconds);
        // Private: what is listed may come to depend on the caller, and a shared cache could not tell.
        writer.WriteString("cacheScope"u8, "private"u8);
    }
}
