using System.Text.Json;
using McpProxy.Configuration.Layers;
using McpProxy.Configuration.Routes;

namespace McpProxy.Configuration.Imports;

/// <summary>
/// Lays imported configuration under what the operator wrote. As with presets, objects are merged key by key, every other value of
/// the operator replaces the imported one, whole lists too, and a null takes it away. An entry that the operator wrote in full is
/// the operator's alone.
/// </summary>
/// <param name="root">The merged configuration, which is changed.</param>
/// <param name="wasRemoved">Whether the operator has taken away what stands at a path.</param>
/// <param name="entries">Where laid entries are noted.</param>
internal sealed class ImportOverlay(ConfigNode root, Func<string, bool> wasRemoved, ImportedEntries entries)
{
    private static readonly Dictionary<string, Type> Sections = new(StringComparer.OrdinalIgnoreCase) { ["ReverseProxy"] = typeof(ProxySection), ["Mcp"] = typeof(McpConfig) };

    /// <summary>Lays one layer.</summary>
    /// <param name="import">The path of the import it comes from.</param>
    /// <param name="layer">The layer.</param>
    /// <param name="isWanted">Whether the operator's entry asks for it, so that it is never one by itself.</param>
    /// <param name="refuse">Told of each tool that is not laid, and why.</param>
    public void Lay(string import, ImportedLayer layer, bool isWanted, Action<string, string> refuse)
    {
        foreach (var section in layer.Json.EnumerateObject())
        {
            var type = Sections.GetValueOrDefault(section.Name);
            var node = root.GetOrAdd(section.Name);
            foreach (var kind in section.Value.EnumerateObject())
            {
                LayAll(new ImportOrigin(import, layer.Document, !isWanted), node.GetOrAdd(kind.Name), $"{section.Name}:{kind.Name}", kind.Value, LayerNodes.ItemOf(type, kind.Name), refuse);
            }
        }
    }

    private void LayAll(ImportOrigin origin, ConfigNode owner, string path, JsonElement json, Type? type, Action<string, string> refuse)
    {
        var item = LayerNodes.ItemOf(type, "");
        foreach (var entry in json.EnumerateObject())
        {
            var at = $"{path}:{entry.Name}";
            var own = owner.Find(entry.Name);
            if (Obstacle(at, path, own, origin) is { } reason)
            {
                if (path == "Mcp:Tools")
                {
                    refuse(entry.Name, reason);
                }
            }
            else if (own is null)
            {
                owner.Adopt(LayerNodes.Make(entry.Name, entry.Value, item));
                entries.Add(at, origin);
            }
            else
            {
                Merge(own, entry.Value, item);
                entries.Add(at, origin with { IsWhole = false });
            }
        }
    }

    private string? Obstacle(string at, string kind, ConfigNode? own, ImportOrigin origin)
    {
        if (entries.TryFind(at, out var other))
        {
            return $"{other.Import} imports a tool of this name already; give one of them another Prefix.";
        }

        if (own is null)
        {
            return wasRemoved(at) ? "The configuration takes it away." : null;
        }

        if (own.IsNull)
        {
            return "The configuration takes it away.";
        }

        return origin.IsWhole && StandsAlone(kind, own) ? "The configuration has a tool of its own of this name." : null;
    }

    /// <summary>Whether the operator's entry says what only a whole one says.</summary>
    private static bool StandsAlone(string kind, ConfigNode own) => kind switch
    {
        "Mcp:Tools" => own.Find("Request") is { IsNull: false },
        "ReverseProxy:Routes" => own.Find("Match")?.Find("Path") is { IsNull: false },
        "ReverseProxy:Clusters" => own.Find("Destinations") is { IsNull: false },
        _ => true,
    };

    private static void Merge(ConfigNode own, JsonElement json, Type? type)
    {
        if (json.ValueKind != JsonValueKind.Object || own.Value is not null)
        {
            return;
        }

        foreach (var member in json.EnumerateObject())
        {
            var below = LayerNodes.ItemOf(type, member.Name);
            if (type == typeof(ParameterConfig) && IsMoot(own, member.Name))
            {
                continue;
            }

            if (own.Find(member.Name) is not { } over)
            {
                own.Adopt(LayerNodes.Make(member.Name, member.Value, below));
            }
            else if (over.IsNull)
            {
                own.Remove(member.Name);
            }
            else if (!LayerNodes.IsVerbatim(below))
            {
                Merge(over, member.Value, below);
            }
            else if (over.Raw is null)
            {
                Patch(over, member.Value);
            }
        }
    }

    /// <summary>Whether what is imported of an argument means nothing beside what the operator says of it, and would be a mistake of the operator's.</summary>
    private static bool IsMoot(ConfigNode own, string key)
    {
        bool Says(string other) => own.Find(other) is { IsNull: false };
        return key.ToUpperInvariant() switch
        {
            "ALIASES" or "COERCE" => Says("Const") || Says("McpHeader"),
            "DEFAULT" => Says("Const") || Says("DefaultTime"),
            "DEFAULTTIME" => Says("Const") || Says("Default"),
            _ => false,
        };
    }

    /// <summary>Variables of the environment over imported JSON: they change single values in it, as they do in that of a file.</summary>
    private static void Patch(ConfigNode over, JsonElement json)
    {
        if (over.ChildCount > 0 && json.ValueKind is JsonValueKind.Object or JsonValueKind.Array)
        {
            Fill(over, LayerNodes.Make(over.Key, json, type: null));
        }
    }

    private static void Fill(ConfigNode over, ConfigNode imported)
    {
        over.Raw = imported.Raw;
        over.RawLayer = imported.RawLayer;
        foreach (var child in imported.Children())
        {
            if (over.Find(child.Key) is not { } own)
            {
                over.Adopt(child);
            }
            else if (own.Value is null)
            {
                Fill(own, child);
            }
        }
    }
}
