using System.Globalization;
using System.Text.Json;
using McpProxy.Configuration.Files;
using Microsoft.Extensions.Configuration;

namespace McpProxy.Configuration.Layers;

/// <summary>
/// Lays one layer after another over a tree. As in .NET configuration objects are merged key by key and arrays index by
/// index; more than there, a later layer's single value, null or empty array replaces everything an earlier one had below
/// that key, so that an override can also take something away.
/// </summary>
internal sealed class LayerMerger
{
    private int _layer;

    public ConfigNode Root { get; } = new("");

    /// <summary>Lays a JSON file over the tree.</summary>
    /// <returns>The number of its layer, as in <see cref="ConfigNode.RawLayer"/>.</returns>
    public int AddJson(JsonElement root)
    {
        _layer++;
        Lay(Root, root);
        return _layer;
    }

    public void AddFlat(IConfigurationProvider provider)
    {
        _layer++;
        Lay(Root, provider, null);
    }

    private void Lay(ConfigNode node, JsonElement value)
    {
        node.Raw = value;
        node.RawLayer = _layer;
        if (value.ValueKind == JsonValueKind.Object)
        {
            foreach (var member in value.EnumerateObject())
            {
                Lay(Descend(node, member.Name), member.Value);
            }

            return;
        }

        node.Value = null;
        if (value.ValueKind == JsonValueKind.Array && value.GetArrayLength() > 0)
        {
            var index = 0;
            foreach (var item in value.EnumerateArray())
            {
                Lay(node.GetOrAdd((index++).ToString(CultureInfo.InvariantCulture)), item);
            }

            return;
        }

        node.ClearChildren();
        node.Value = FlatKeys.Scalar(value);
    }

    /// <summary>A key with colons is a path, as in every JSON file of .NET configuration.</summary>
    private static ConfigNode Descend(ConfigNode node, string key)
    {
        foreach (var part in key.Split(':'))
        {
            node = node.GetOrAdd(part);
        }

        return node;
    }

    private void Lay(ConfigNode node, IConfigurationProvider provider, string? path)
    {
        foreach (var key in provider.GetChildKeys([], path).Distinct(StringComparer.OrdinalIgnoreCase).ToList())
        {
            var child = node.GetOrAdd(key);
            child.FlatLayer = _layer;
            var childPath = path is null ? key : path + ConfigurationPath.KeyDelimiter + key;
            if (provider.TryGet(childPath, out var value))
            {
                child.ClearChildren();
                child.Value = value;
            }

            Lay(child, provider, childPath);
        }
    }
}
