using System.Text.Json;
using McpProxy.Configuration.Binding;
using McpProxy.Configuration.Files;
using McpProxy.Configuration.Layers;

namespace McpProxy.Configuration.Imports;

/// <summary>
/// Makes nodes of JSON along the types that will be bound to them: a key that takes any JSON becomes one node, whatever is in it.
/// The schemas of a thousand tools would be millions of nodes else.
/// </summary>
internal static class LayerNodes
{
    /// <summary>Below every file: those count from 1.</summary>
    private const int Lowest = 0;

    /// <param name="key">The key of the node.</param>
    /// <param name="json">Its value.</param>
    /// <param name="type">The type it is bound to; null when that is not known.</param>
    public static ConfigNode Make(string key, JsonElement json, Type? type)
    {
        var node = new ConfigNode(key) { Raw = json, RawLayer = Lowest };
        if (IsVerbatim(type))
        {
            // A scalar is also a flat value, for those who look.
            node.Value = json.ValueKind is JsonValueKind.Object or JsonValueKind.Array ? null : FlatKeys.Scalar(json);
            return node;
        }

        if (json.ValueKind == JsonValueKind.Object || (json.ValueKind == JsonValueKind.Array && json.GetArrayLength() > 0))
        {
            node.Fold(type);
        }
        else
        {
            node.Value = FlatKeys.Scalar(json);
        }

        return node;
    }

    /// <summary>Whether a type takes any JSON.</summary>
    public static bool IsVerbatim(Type? type) => type is not null && BindableType.Of(type).Kind == BindableKind.Json;

    /// <summary>The type of what stands at a key below a type, or of its items.</summary>
    public static Type? ItemOf(Type? type, string key)
    {
        if (type is null)
        {
            return null;
        }

        var bindable = BindableType.Of(type);
        return bindable.Kind == BindableKind.Object
            ? ObjectShape.Of(bindable.Type).Properties.GetValueOrDefault(key)?.Type
            : bindable.Item;
    }
}
