using System.Text.Json;
using McpProxy.Configuration.Imports;
using Microsoft.Extensions.Configuration;

namespace McpProxy.Configuration.Layers;

/// <summary>One key of the merged configuration. Written while layers are merged, read-only afterwards.</summary>
internal sealed class ConfigNode(string key)
{
    private Dictionary<string, ConfigNode>? _children;
    private ConfigNode[]? _ordered;
    private bool _isFolded;
    private Type? _type;

    public string Key { get; } = key;

    /// <summary>The flat value; null also for a JSON null and an empty object.</summary>
    public string? Value { get; set; }

    /// <summary>The JSON that the last file with this key has here.</summary>
    public JsonElement? Raw { get; set; }

    /// <summary>Number of the layer <see cref="Raw"/> comes from; -1 without.</summary>
    public int RawLayer { get; set; } = -1;

    /// <summary>Number of the last layer without JSON (environment, memory) that wrote here or below; -1 for none.</summary>
    public int FlatLayer { get; set; } = -1;

    /// <summary>The preset that this key and all below it come from; null for what was configured.</summary>
    public string? Preset { get; set; }

    /// <summary>Whether its JSON was taken as it stands; see <see cref="StrictBinderOptions.RawJson"/>.</summary>
    public bool IsVerbatim { get; set; }

    public int ChildCount => _isFolded ? FoldedNodes.Count(Raw) : _children?.Count ?? 0;

    /// <summary>Whether the last word on this key is a JSON null.</summary>
    public bool IsNull => Value is null && RawLayer >= FlatLayer && Raw is { ValueKind: JsonValueKind.Null } && ChildCount == 0;

    /// <summary>
    /// Says that its children stand in <see cref="Raw"/>. They are made when somebody asks, and kept only when one of them is changed: of
    /// imported configuration, which is bound once, nothing else would be left than a second copy.
    /// </summary>
    /// <param name="type">The type it is bound to; null when that is not known.</param>
    public void Fold(Type? type) => (_isFolded, _type) = (true, type);

    public ConfigNode? Find(string key) => _isFolded ? FoldedNodes.Find(Raw, _type, key) : _children?.GetValueOrDefault(key);

    public ConfigNode GetOrAdd(string key)
    {
        var children = Own();
        if (!children.TryGetValue(key, out var child))
        {
            children.Add(key, child = new ConfigNode(key));
        }

        return child;
    }

    /// <summary>Takes over a finished node of another tree.</summary>
    public void Adopt(ConfigNode child) => Own().Add(child.Key, child);

    public void Remove(string key) => Own().Remove(key);

    public void ClearChildren() => (_isFolded, _children, _ordered) = (false, null, null);

    /// <summary>In the order of .NET configuration: numbers first and by value, then by name.</summary>
    public IReadOnlyList<ConfigNode> Children()
    {
        if (_isFolded)
        {
            var all = Sort(FoldedNodes.All(Raw, _type));
            return HaveOwnKeys(all) ? all : [.. all.DistinctBy(c => c.Key, StringComparer.OrdinalIgnoreCase)];
        }

        return _children is null ? [] : _ordered ??= Sort([.. _children.Values]);
    }

    /// <summary>Its children, to be changed.</summary>
    private Dictionary<string, ConfigNode> Own()
    {
        _ordered = null;
        if (_isFolded)
        {
            _isFolded = false;
            _children = FoldedNodes.All(Raw, _type).DistinctBy(c => c.Key, StringComparer.OrdinalIgnoreCase).ToDictionary(c => c.Key, StringComparer.OrdinalIgnoreCase);
        }

        return _children ??= new(StringComparer.OrdinalIgnoreCase);
    }

    private static bool HaveOwnKeys(ConfigNode[] sorted)
    {
        for (var i = 1; i < sorted.Length; i++)
        {
            if (sorted[i].Key.Equals(sorted[i - 1].Key, StringComparison.OrdinalIgnoreCase))
            {
                return false;
            }
        }

        return true;
    }

    private static ConfigNode[] Sort(ConfigNode[] nodes)
    {
        Array.Sort(nodes, static (a, b) => ConfigurationKeyComparer.Instance.Compare(a.Key, b.Key));
        return nodes;
    }
}
