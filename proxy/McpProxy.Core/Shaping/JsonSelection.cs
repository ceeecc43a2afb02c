using System.Text;
using System.Text.Json;
using McpProxy.Dispatch;
using McpProxy.Tools.Schema;

namespace McpProxy.Shaping;

/// <summary>Which members of a JSON answer are kept (<c>Response:Select</c>): a tree of names, compiled once.</summary>
internal sealed class JsonSelection
{
    private readonly Node _root = new([]);

    public JsonSelection(IReadOnlyList<string[]> paths)
    {
        foreach (var path in paths)
        {
            var node = _root;
            foreach (var name in path)
            {
                node = node.Child(name);
            }

            node.KeepsAll = true;
        }
    }

    /// <summary>Writes the kept part of the value. Arrays are walked; values that no path reaches are left out.</summary>
    public void Write(JsonTape tape, PooledBuffer output) => Write(tape, JsonTape.Root, _root, output);

    /// <summary>Leaves only the kept part of a JSON text.</summary>
    /// <returns>False when the text is not JSON or repeats a name, so that it is not certain what to keep.</returns>
    public bool TryApply(ref PooledBuffer json)
    {
        JsonTape tape;
        try
        {
            tape = JsonTape.Parse(json.WrittenMemory, ResultMapper.MaxJsonDepth);
        }
        catch (JsonException)
        {
            return false;
        }

        var kept = new PooledBuffer(json.Length);
        using (tape)
        {
            Write(tape, kept);
        }

        json.Dispose();
        json = kept;
        return true;
    }

    private static void Write(JsonTape tape, int value, Node selected, PooledBuffer output)
    {
        switch (tape.Kind(value))
        {
            case var _ when selected.KeepsAll:
                output.Write(tape.RawSpan(value));
                break;
            case JsonTokenType.StartObject:
                WriteObject(tape, value, selected, output);
                break;
            case JsonTokenType.StartArray:
                WriteArray(tape, value, selected, output);
                break;
            default:
                output.Write("null"u8);
                break;
        }
    }

    private static void WriteObject(JsonTape tape, int value, Node selected, PooledBuffer output)
    {
        output.WriteByte((byte)'{');
        var any = false;
        var end = tape.Next(value);
        for (var name = value + 1; name < end; name = tape.Next(name + 1))
        {
            if (selected.Find(tape, name) is not { } child || !(child.KeepsAll || IsContainer(tape, name + 1)))
            {
                continue;
            }

            if (any)
            {
                output.WriteByte((byte)',');
            }

            any = true;
            output.Write(tape.RawSpan(name));
            output.WriteByte((byte)':');
            Write(tape, name + 1, child, output);
        }

        output.WriteByte((byte)'}');
    }

    private static void WriteArray(JsonTape tape, int value, Node selected, PooledBuffer output)
    {
        output.WriteByte((byte)'[');
        var any = false;
        var end = tape.Next(value);
        for (var item = value + 1; item < end; item = tape.Next(item))
        {
            if (!IsContainer(tape, item))
            {
                continue;
            }

            if (any)
            {
                output.WriteByte((byte)',');
            }

            any = true;
            Write(tape, item, selected, output);
        }

        output.WriteByte((byte)']');
    }

    private static bool IsContainer(JsonTape tape, int value) => tape.Kind(value) is JsonTokenType.StartObject or JsonTokenType.StartArray;

    private sealed class Node(byte[] name)
    {
        private readonly List<Node> _children = [];

        public bool KeepsAll { get; set; }

        public Node Child(string childName)
        {
            var utf8 = Encoding.UTF8.GetBytes(childName);
            var child = _children.Find(c => c.NameIs(utf8));
            if (child is null)
            {
                child = new Node(utf8);
                _children.Add(child);
            }

            return child;
        }

        public Node? Find(JsonTape tape, int nameNode)
        {
            foreach (var child in _children)
            {
                if (tape.TextEquals(nameNode, child.Name))
                {
                    return child;
                }
            }

            return null;
        }

        private ReadOnlySpan<byte> Name => name;

        private bool NameIs(ReadOnlySpan<byte> other) => Name.SequenceEqual(other);
    }
}
