using System.Text.Json;
using McpProxy.Configuration;
using McpProxy.Mcp.Wire;

namespace McpProxy.Mcp.Methods;

/// <summary>What a <c>subscriptions/listen</c> asks to hear of.</summary>
/// <param name="Lists">The lists whose changes are told.</param>
internal readonly record struct ListenFilter(CatalogLists Lists)
{
    /// <summary>Reads <c>params.notifications</c>; what is not served is left out, and then not acknowledged.</summary>
    /// <param name="notifications">The member.</param>
    /// <param name="served">The lists whose changes can be told.</param>
    /// <param name="filter">What will be told.</param>
    /// <returns>False when a member occurs twice.</returns>
    public static bool TryRead(JsonSlice notifications, CatalogLists served, out ListenFilter filter)
    {
        try
        {
            using var document = JsonDocument.Parse(notifications.Raw, new JsonDocumentOptions { AllowDuplicateProperties = false });
            var root = document.RootElement;
            filter = new ListenFilter(served & (
                Flag(root, "toolsListChanged", CatalogLists.Tools)
                | Flag(root, "promptsListChanged", CatalogLists.Prompts)
                | Flag(root, "resourcesListChanged", CatalogLists.Resources)));
            return true;
        }
        catch (JsonException)
        {
            filter = default;
            return false;
        }
    }

    /// <summary>Writes the member <c>notifications</c> of the acknowledgement.</summary>
    public void Write(Utf8JsonWriter writer)
    {
        writer.WriteStartObject("notifications"u8);
        WriteFlag(writer, "toolsListChanged"u8, CatalogLists.Tools);
        WriteFlag(writer, "promptsListChanged"u8, CatalogLists.Prompts);
        WriteFlag(writer, "resourcesListChanged"u8, CatalogLists.Resources);
        writer.WriteEndObject();
    }

    private static CatalogLists Flag(JsonElement root, string name, CatalogLists list) =>
        root.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.True ? list : CatalogLists.None;

    private void WriteFlag(Utf8JsonWriter writer, ReadOnlySpan<byte> name, CatalogLists list)
    {
        if ((Lists & list) != 0)
        {
            writer.WriteBoolean(name, true);
        }
    }
}
