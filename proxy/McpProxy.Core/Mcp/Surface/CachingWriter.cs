using System.Text.Json;

namespace McpProxy.Mcp.Surface;

/// <summary>Writes how long and by whom a modern result may be cached (2026-07-28, server/utilities/caching).</summary>
internal static class CachingWriter
{
    /// <summary>Writes it.</summary>
    /// <param name="writer">Where to.</param>
    /// <param name="ttl">How long it may be kept.</param>
    public static void Write(Utf8JsonWriter writer, TimeSpan ttl)
    {
        writer.WriteNumber("ttlMs"u8, (long)ttl.TotalMilliseconds);
        // Private: what is listed may come to depend on the caller, and a shared cache could not tell.
        writer.WriteString("cacheScope"u8, "private"u8);
    }
}
