using System.Text.Json;
using McpProxy.Configuration;
using McpProxy.Mcp.Wire;

namespace McpProxy.Mcp.Methods;

/// <summary>What a <c>subscriptions/listen</c> asks to hear of.</summary>
/// <param name="Lists">The lists whose changes are told.</param>
/// <param name="Resources">URIs of the resources whose changes are told, each once.</param>
internal readonly record struct ListenFilter(CatalogLists Lists, IReadOnlyList<string> Resources)
{
    private const string ResourceSubscriptions = "resourceSubscriptions";

    /// <summary>Reads <c>params.notifications</c>; lists that are not served are left out, and then not acknowledged.</summary>
    /// <param name="notifications">The member.</param>
    /// <param name="served">The lists whose changes can be told.</param>
    /// <param name="filter">What is asked for.</param>
    /// <returns>What is wrong with it, or null.</returns>
    public static string? Read(JsonSlice notifications, CatalogLists served, out ListenFilter filter)
    {
        filter = new ListenFilter(CatalogLists.None, []);
        try
        {
            using var document = JsonDocument.Parse(notifications.Raw, new JsonDocumentOptions { AllowDuplicateProperties = false });
            var root = document.RootElement;
            if (ReadResources(root) is not { } resources)
            {
                return "notifications.resourceSubscriptions must be an array of strings.";
            }

            filter = new ListenFilter(
                served & (Flag(root, "toolsListChanged", CatalogLists.Tools) | Flag(root, "promptsListChanged", CatalogLists.Prompts) | Flag(root, "resourcesListChanged", CatalogLists.Resources)),
                resources);
            return null;
        }
        catch (JsonException)
        {
            return "a member of notifications occurs twice.";
        }
    }

    /// <summary>Writes the member <c>notifications</c> of the acknowledgement.</summary>
    public void Write(Utf8JsonWriter writer)
    {
        writer.WriteStartObject("notifications"u8);
        WriteFlag(writer, "toolsListChanged"u8, CatalogLists.Tools);
        WriteFlag(writer, "promptsListChanged"u8, CatalogLists.Prompts);
        WriteFlag(writer, "resourcesListChanged"u8, CatalogLists.Resources);
        if (Resources.Count > 0)
        {
            writer.WriteStartArray(ResourceSubscriptions);
            foreach (var uri in Resources)
            {
                writer.WriteStringValue(uri);
            }

            writer.WriteEndArray();
        }

        writer.WriteEndObject();
    }

    private static List<string>? ReadResources(JsonElement root)
    {
        if (!root.TryGetProperty(ResourceSubscriptions, out var list) || list.ValueKind == JsonValueKind.Null)
        {
            return [];
        }

        return list.ValueKind == JsonValueKind.Array && list.EnumerateArray().All(e => e.ValueKind == JsonValueKind.String)
            ? list.EnumerateArray().Select(e => e.GetString()!).Distinct(StringComparer.Ordinal).ToList() // Strings only, as just seen.
            : null;
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
