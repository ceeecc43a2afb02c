using System.Text.Json;
using McpProxy.Mcp.Wire;

namespace McpProxy.Mcp.Changes;

/// <summary>Writes the notification of a change, whole and on one line.</summary>
internal static class ChangeNotifications
{
    private static readonly JsonEncodedText ToolsList = JsonEncodedText.Encode("notifications/tools/list_changed");
    private static readonly JsonEncodedText PromptsList = JsonEncodedText.Encode("notifications/prompts/list_changed");
    private static readonly JsonEncodedText ResourcesList = JsonEncodedText.Encode("notifications/resources/list_changed");
    private static readonly JsonEncodedText ResourceUpdated = JsonEncodedText.Encode("notifications/resources/updated");

    // As initialize-era clients get them: without params, so always the same.
    private static readonly ReadOnlyMemory<byte>[] Bare = [Write(new(ChangeKind.ToolsList), default), Write(new(ChangeKind.PromptsList), default), Write(new(ChangeKind.ResourcesList), default)];

    /// <summary>The notification as initialize-era clients get it.</summary>
    public static ReadOnlyMemory<byte> Legacy(Change change) =>
        change.Kind == ChangeKind.ResourceUpdated ? Write(change, default) : Bare[(int)change.Kind];

    /// <summary>The notification as a subscriber of <c>subscriptions/listen</c> gets it (2026-07-28, basic/patterns/subscriptions).</summary>
    /// <param name="change">The change.</param>
    /// <param name="subscriptionId">The id of the request that subscribed, as it was sent.</param>
    public static ReadOnlyMemory<byte> Modern(Change change, ReadOnlyMemory<byte> subscriptionId) => Write(change, subscriptionId);

    private static byte[] Write(Change change, ReadOnlyMemory<byte> subscriptionId) => JsonBytes.Write(writer =>
    {
        writer.WriteStartObject();
        writer.WriteString("jsonrpc"u8, "2.0"u8);
        writer.WriteString("method"u8, Method(change.Kind));
        if (change.Uri is not null || !subscriptionId.IsEmpty)
        {
            WriteParams(writer, change, subscriptionId);
        }

        writer.WriteEndObject();
    });

    private static void WriteParams(Utf8JsonWriter writer, Change change, ReadOnlyMemory<byte> subscriptionId)
    {
        writer.WriteStartObject("params"u8);
        if (change.Uri is not null)
        {
            writer.WriteString("uri"u8, change.Uri);
        }

        if (!subscriptionId.IsEmpty)
        {
            writer.WriteStartObject("_meta"u8);
            SubscriptionId.Write(writer, subscriptionId.Span);
            writer.WriteEndObject();
        }

        writer.WriteEndObject();
    }

    private static JsonEncodedText Method(ChangeKind kind) => kind switch
    {
        ChangeKind.ToolsList => ToolsList,
        ChangeKind.PromptsList => PromptsList,
        ChangeKind.ResourcesList => ResourcesList,
        _ => ResourceUpdated,
    };
}
