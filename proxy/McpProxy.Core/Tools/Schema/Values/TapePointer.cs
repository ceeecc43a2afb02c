using System.Globalization;
using System.Text;
using System.Text.Json;

namespace McpProxy.Tools.Schema.Values;

/// <summary>JSON pointers (RFC 6901) to the nodes of a tape. Found by walking down: nothing is kept while all goes well.</summary>
internal static class TapePointer
{
    private const int MaxNameLength = 64;
    private const int MaxLength = 512;

    /// <summary>For messages: long names, and the beginnings of long pointers, are cut.</summary>
    /// <param name="tape">The tape.</param>
    /// <param name="root">The node that has the empty pointer.</param>
    /// <param name="target">A node within it; the name of a member has the pointer of its value.</param>
    public static string To(JsonTape tape, int root, int target)
    {
        var pointer = new StringBuilder();
        var node = root;
        while (node != target)
        {
            node = tape.Kind(node) == JsonTokenType.StartObject
                ? EnterMember(tape, node, ref target, pointer)
                : EnterItem(tape, node, target, pointer);
        }

        return pointer.Length <= MaxLength ? pointer.ToString() : "…" + pointer.ToString(pointer.Length - MaxLength, MaxLength);
    }

    /// <summary>Follows a pointer down from a node.</summary>
    public static bool TryFollow(JsonTape tape, int root, string pointer, out int node)
    {
        node = root;
        if (pointer.Length == 0)
        {
            return true;
        }

        foreach (var token in pointer.Split('/').Skip(1))
        {
            var name = token.Replace("~1", "/", StringComparison.Ordinal).Replace("~0", "~", StringComparison.Ordinal);
            var found = tape.Kind(node) == JsonTokenType.StartArray
                ? TryGetItem(tape, node, name, out node)
                : tape.TryGetProperty(node, Encoding.UTF8.GetBytes(name), out node);
            if (!found)
            {
                return false;
            }
        }

        return true;
    }

    private static int EnterMember(JsonTape tape, int node, ref int target, StringBuilder pointer)
    {
        var name = node + 1;
        while (target >= tape.Next(name + 1))
        {
            name = tape.Next(name + 1);
        }

        var text = tape.GetString(name);
        var shown = text.Length <= MaxNameLength ? text : string.Concat(text.AsSpan(0, MaxNameLength), "…");
        pointer.Append('/').Append(shown.Replace("~", "~0", StringComparison.Ordinal).Replace("/", "~1", StringComparison.Ordinal));
        target = Math.Max(target, name + 1);
        return name + 1;
    }

    private static int EnterItem(JsonTape tape, int node, int target, StringBuilder pointer)
    {
        var item = node + 1;
        var index = 0;
        for (; target >= tape.Next(item); index++)
        {
            item = tape.Next(item);
        }

        pointer.Append('/').Append(index.ToString(CultureInfo.InvariantCulture));
        return item;
    }

    private static bool TryGetItem(JsonTape tape, int node, string text, out int item)
    {
        item = node + 1;
        if (!int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var index)
            || index >= tape.Count(node)
            || (text.Length > 1 && text[0] == '0'))
        {
            return false;
        }

        for (; index > 0; index--)
        {
            item = tape.Next(item);
        }

        return true;
    }
}
