using System.Globalization;
using System.Text.Json;
using Microsoft.Extensions.Configuration;

namespace McpProxy.Configuration.Files;

/// <summary>Turns JSON into the flat keys of .NET configuration, with the conventions of .NET 10: null stays null, an empty array is an empty text.</summary>
internal static class FlatKeys
{
    public static Dictionary<string, string?> Of(JsonElement? root)
    {
        var data = new Dictionary<string, string?>(StringComparer.OrdinalIgnoreCase);
        if (root is { } element)
        {
            Add(data, "", element);
        }

        return data;
    }

    /// <summary>The flat form of a value that has no children: null for a null, the text of anything else.</summary>
    public static string? Scalar(JsonElement value) => value.ValueKind switch
    {
        JsonValueKind.Null or JsonValueKind.Object => null,
        JsonValueKind.Array => "",
        _ => value.ToString(),
    };

    private static void Add(Dictionary<string, string?> data, string path, JsonElement value)
    {
        var empty = true;
        if (value.ValueKind == JsonValueKind.Object)
        {
            foreach (var member in value.EnumerateObject())
            {
                Add(data, Join(path, member.Name), member.Value);
                empty = false;
            }
        }
        else if (value.ValueKind == JsonValueKind.Array)
        {
            var index = 0;
            foreach (var item in value.EnumerateArray())
            {
                Add(data, Join(path, (index++).ToString(CultureInfo.InvariantCulture)), item);
                empty = false;
            }
        }

        if (empty && path.Length > 0)
        {
            data[path] = Scalar(value);
        }
    }

    private static string Join(string path, string key) => path.Length == 0 ? key : path + ConfigurationPath.KeyDelimiter + key;
}
