using System.Globalization;
using System.Runtime.InteropServices;
using System.Text;
using System.Text.Json;
using McpProxy.Configuration.Layers;

namespace McpProxy.Configuration.Imports;

/// <summary>Makes the children of a node out of its JSON, see <see cref="ConfigNode.Fold"/>.</summary>
internal static class FoldedNodes
{
    public static int Count(JsonElement? json) => json switch
    {
        { ValueKind: JsonValueKind.Object } members => members.GetPropertyCount(),
        { ValueKind: JsonValueKind.Array } items => items.GetArrayLength(),
        _ => 0,
    };

    public static ConfigNode? Find(JsonElement? json, Type? type, string key)
    {
        if (json is { ValueKind: JsonValueKind.Array } items)
        {
            return int.TryParse(key, NumberStyles.None, CultureInfo.InvariantCulture, out var index) && index < items.GetArrayLength()
                ? LayerNodes.Make(key, items[index], LayerNodes.ItemOf(type, ""))
                : null;
        }

        if (json is { ValueKind: JsonValueKind.Object } members)
        {
            foreach (var member in members.EnumerateObject())
            {
                if (IsNamed(member, key))
                {
                    return LayerNodes.Make(member.Name, member.Value, LayerNodes.ItemOf(type, member.Name));
                }
            }
        }

        return null;
    }

    /// <summary>All of them, as they stand there.</summary>
    public static ConfigNode[] All(JsonElement? json, Type? type)
    {
        var nodes = new ConfigNode[Count(json)];
        var count = 0;
        if (json is { ValueKind: JsonValueKind.Array } items)
        {
            foreach (var item in items.EnumerateArray())
            {
                nodes[count] = LayerNodes.Make(count.ToString(CultureInfo.InvariantCulture), item, LayerNodes.ItemOf(type, ""));
                count++;
            }
        }
        else if (json is { ValueKind: JsonValueKind.Object } members)
        {
            foreach (var member in members.EnumerateObject())
            {
                nodes[count++] = LayerNodes.Make(member.Name, member.Value, LayerNodes.ItemOf(type, member.Name));
            }
        }

        return nodes;
    }

    private static bool IsNamed(JsonProperty member, string key)
    {
        var name = JsonMarshal.GetRawUtf8PropertyName(member);
        return Ascii.IsValid(name) && !name.Contains((byte)'\\') ? Ascii.EqualsIgnoreCase(name, key) : member.Name.Equals(key, StringComparison.OrdinalIgnoreCase);
    }
}
