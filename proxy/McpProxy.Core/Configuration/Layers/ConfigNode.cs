using System.Text.Json;

namespace McpProxy.Configuration.Layers;

/// <summary>One key of the merged configuration. Written while layers are merged, read-only afterwards.</summary>
internal sealed class ConfigNode(string key)
{
    private Dictionary<string, ConfigNode>? _children;
    private ConfigNode[]? _ordered;

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

    public int ChildCount => _children?.Count ?? 0;

    /// <summary>Whether the last word on this key is a JSON null.</summary>
    public bool IsNull => Value is null && ChildCount == 0 && RawLayer >= FlatLayer && Raw is { ValueKind: JsonValueKind.Null };

    public ConfigNode? Find(string key) => _children?.GetValueOrDefault(key);

    public ConfigNode GetOrAdd(string key)
    {
        _children ??= new(StringComparer.OrdinalIgnoreCase);
        if (!_children.TryGetValue(key, out var child))
        {
            _children.Add(key, child = new ConfigNode(key));
            _ordered = null;
        }

        return child;
    }

    /// <summary>Takes over a finished node of another tree.</summary>
    public void Adopt(ConfigNode child)
    {
        _children ??= new(StringComparer.OrdinalIgnoreCase);
        _children.Add(child.Key, child);
        _ordered = null;
    }

    public void Remove(string key)
    {
        _children?.Remove(key);
        _ordered = null;
    }

    public void ClearChildren() => _children = null;

    /// <summary>In the order of .NET configuration: numbers first and by value, then by name.</summary>
    public IReadOnlyList<ConfigNode> Children()
    {
        if (_children is null)
        {
            return [];
        }

        return _ordered ??= [.. _children.Values.OrderBy(c => c.Key, Comparer<string>.Create(Microsoft.Extensions.Configuration.ConfigurationKeyComparer.Instance.Compare))];
    }
}
