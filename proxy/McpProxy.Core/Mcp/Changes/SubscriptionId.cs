using System.Text.Json;

namespace McpProxy.Mcp.Changes;

/// <summary>The member of <c>_meta</c> that says which subscription a message belongs to (2026-07-28, basic/patterns/subscriptions).</summary>
internal static class SubscriptionId
{
    /// <summary>Writes it into an open <c>_meta</c>.</summary>
    /// <param name="writer">Where to.</param>
    /// <param name="id">The id of the request that subscribed, as it was sent.</param>
    public static void Write(Utf8JsonWriter writer, ReadOnlySpan<byte> id)
    {
        writer.WritePropertyName("io.modelcontextprotocol/subscriptionId"u8);
        writer.WriteRawValue(id, skipInputValidation: true);
    }
}
