using System.Text.Json;
using McpProxy.Configuration.Layers;

namespace McpProxy.Configuration.Presets;

/// <summary>
/// What an operator wrote, laid over a preset. Objects are merged key by key; every other value of the operator replaces the
/// preset's, whole lists too, as who writes a list means that list; a null takes the preset's key away.
/// </summary>
internal static class PresetOverlay
{
    /// <param name="own">The operator's node, which becomes the merged one.</param>
    /// <param name="preset">The root of the preset.</param>
    /// <param name="name">The preset's name, kept at what comes from it.</param>
    /// <param name="without">A key of the operator's that is left out of the JSON.</param>
    public static void Lay(ConfigNode own, ConfigNode preset, string name, string? without = null)
    {
        // Before children are added: it is what the operator wrote.
        var ownJson = RawJson.OfAll(own);
        foreach (var child in preset.Children())
        {
            if (own.Find(child.Key) is not { } over)
            {
                child.Preset = name;
                own.Adopt(child);
            }
            else if (over.IsNull)
            {
                own.Remove(child.Key);
            }
            else if (IsObject(child) && IsObject(over))
            {
                Lay(over, child, name);
            }
            else if (child.Raw is { ValueKind: JsonValueKind.String } && IsObject(over))
            {
                // As with layers: keys over a short form.
                over.Value ??= child.Value;
            }
        }

        own.Raw = MergedJson.Of(preset.Raw, ownJson, without);
        own.RawLayer = Math.Max(0, Math.Max(own.RawLayer, own.FlatLayer));
        own.FlatLayer = -1;
    }

    /// <summary>A list has only numbers for keys, wherever it comes from; so may a map, which only a file can show.</summary>
    private static bool IsObject(ConfigNode node) =>
        node.Value is null
        && (node.Raw?.ValueKind is JsonValueKind.Object || (node.Raw is null && node.ChildCount > 0 && !node.Children().All(c => int.TryParse(c.Key, out _))));
}
