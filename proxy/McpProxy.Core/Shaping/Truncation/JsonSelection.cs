using System.Text;

namespace McpProxy.Shaping.Truncation;

/// <summary>
/// Which members of JSON values are kept, as a tree of names. Arrays are walked: what is said of a list is said of its
/// elements. Where one stands is a number.
/// </summary>
internal sealed class JsonSelection
{
    /// <summary>Where everything is kept.</summary>
    public const int All = -1;

    /// <summary>Where nothing is kept.</summary>
    public const int Nothing = -2;

    /// <summary>Where one stands at the root.</summary>
    public const int Root = 0;

    private readonly List<Node> _nodes = [new Node([])];

    /// <summary>Keeps one member more, and everything in it.</summary>
    /// <param name="path">The names on the way to it; at least one.</param>
    public void Add(IReadOnlyList<string> path)
    {
        var at = Root;
        foreach (var name in path)
        {
            at = AddChild(at, Encoding.UTF8.GetBytes(name));
        }

        _nodes[at].KeepsAll = true;
    }

    /// <summary>Where one stands at a member of an object: all of it is kept, nothing, or what this says.</summary>
    /// <param name="at">Where one stands at the object.</param>
    /// <param name="name">The member's name, without escapes.</param>
    public int Enter(int at, ReadOnlySpan<byte> name)
    {
        var child = Find(at, name);
        return child < 0 ? Nothing : _nodes[child].KeepsAll ? All : child;
    }

    private int AddChild(int at, byte[] name)
    {
        var found = Find(at, name);
        if (found >= 0)
        {
            return found;
        }

        _nodes.Add(new Node(name) { Sibling = _nodes[at].Child });
        return _nodes[at].Child = _nodes.Count - 1;
    }

    private int Find(int at, ReadOnlySpan<byte> name)
    {
        var child = _nodes[at].Child;
        while (child >= 0 && !name.SequenceEqual(_nodes[child].Name))
        {
            child = _nodes[child].Sibling;
        }

        return child;
    }

    private sealed class Node(byte[] name)
    {
        public byte[] Name => name;

        public bool KeepsAll { get; set; }

        /// <summary>The child that was added last; -1 for none.</summary>
        public int Child { get; set; } = -1;

        /// <summary>The child of the same parent that was added before; -1 for none.</summary>
        public int Sibling { get; set; } = -1;
    }
}
