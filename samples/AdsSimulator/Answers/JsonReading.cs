using System.Text.Json;
using System.Text.Json.Nodes;

namespace AdsSimulator.Answers;

internal static class JsonReading
{
    /// <summary>The string at a path of member names; null when there is none.</summary>
    public static string? TextAt(this JsonNode? node, params ReadOnlySpan<string> names)
    {
        foreach (var name in names)
        {
            node = (node as JsonObject)?[name];
        }

        return node?.GetValueKind() == JsonValueKind.String ? node.GetValue<string>() : null;
    }
}
