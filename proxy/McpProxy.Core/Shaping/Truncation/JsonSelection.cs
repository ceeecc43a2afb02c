using System.Text;

namespace McpProxy.Shaping.Truncation;

/// <summary>
/// Which members of JSON values are kept, as a tree of names. Arrays are walked: what is said of a list is said of its
/// elements. Where one stands is a number. It is shared by all answers, unless a caller asked for members: then it is made for
/// one answer, and notes which of them it met.
/// </summary>
internal sealed class JsonSelection
{
    /// <summary>Where everything is kept.</summary>
    public const int All = -1;

    /// <summary>Where nothing is kept.</summary>
    public const int Nothing = -2;

    /// <summary>Where one stands at the root.</summary>
    public const int Root = 0;

    private readonly List<Node> _nodes = [new Node([], parent: -1)];
    private List<(int Node, string Text)>? _asked;

    /// <summary>Keeps one member more, and everything in it.</summary>
    /// <param name="path">The names on the way to it; at least one.</param>
    public void Add(IReadOnlyList<string> path) => _nodes[AddPath(path)].KeepsAll = true;

    /// <summary>Keeps one member more that a caller asks for, if others keep it too; of an object, what they keep of it.</summary>
    /// <param name="path">The names on the way to it; at least one.</param>
    /// <param name="text">How the caller wrote it.</param>
    /// <param name="others">The others; null keep everything.</param>
    public void Ask(IReadOnlyList<string> path, string text, JsonSelection? others)
    {
        var theirs = others is null ? All : others.Find(path);
        var mine = Nothing;
        if (theirs != Nothing)
        {
            mine = AddPath(path);
            Merge(mine, theirs, others);
        }

        (_asked ??= []).Add((mine, text));
    }

    /// <summary>Whether a caller asked for members.</summary>
    public bool IsAsked => _asked is not null;

    /// <summary>The members that were asked for and are not kept, or were looked for in vain.</summary>
    public IEnumerable<string> Missing()
    {
        foreach (var (node, text) in _asked ?? [])
        {
            var at = node;
            while (at > Root && !_nodes[at].IsMet && !_nodes[_nodes[at].Parent].IsMet)
            {
                at = _nodes[at].Parent;
            }

            if (at == Nothing || (at > Root && !_nodes[at].IsMet && _nodes[_nodes[at].Parent].IsSearched))
            {
                yield return text;
            }
        }
    }

    /// <summary>Where one stands at a member of an object: all of it is kept, nothing, or what this says.</summary>
    /// <param name="at">Where one stands at the object.</param>
    /// <param name="name">The member's name, without escapes.</param>
    public int Enter(int at, ReadOnlySpan<byte> name)
    {
        var child = FindChild(at, name);
        if (_asked is not null)
        {
            _nodes[at].IsMet = _nodes[at].IsSearched = true;
            if (child >= 0)
            {
                _nodes[child].IsMet = true;
            }
        }

        return child < 0 ? Nothing : _nodes[child].KeepsAll ? All : child;
    }

    private int Find(IReadOnlyList<string> path)
    {
        var at = Root;
        for (var i = 0; i < path.Count && at >= 0; i++)
        {
            at = Enter(at, Encoding.UTF8.GetBytes(path[i]));
        }

        return at;
    }

    private void Merge(int mine, int theirs, JsonSelection? others)
    {
        if (theirs == All)
        {
            _nodes[mine].KeepsAll = true;
            return;
        }

        for (var child = others!._nodes[theirs].Child; child >= 0; child = others._nodes[child].Sibling)
        {
            Merge(AddChild(mine, others._nodes[child].Name), others._nodes[child].KeepsAll ? All : child, others);
        }
    }

    private int AddPath(IReadOnlyList<string> path)
    {
        var at = Root;
        foreach (var name in path)
        {
            at = AddChild(at, Encoding.UTF8.GetBytes(name));
        }

        return at;
    }

    private int AddChild(int at, byte[] name)
    {
        var found = FindChild(at, name);
        if (found >= 0)
        {
            return found;
        }

        _nodes.Add(new Node(name, at) { Sibling = _nodes[at].Child });
        return _nodes[at].Child = _nodes.Count - 1;
    }

    private int FindChild(int at, ReadOnlySpan<byte> name)
    {
        var child = _nodes[at].Child;
        while (child >= 0 && !name.SequenceEqual(_nodes[child].Name))
        {
            child = _nodes[child].Sibling;
        }

        return child;
    }

    private sealed class Node(byte[] name, int parent)
    {
        public byte[] Name => name;

        public int Parent => parent;

        public bool KeepsAll { get; set; }

        /// <summary>Whether it stood in the answer.</summary>
        public bool IsMet { get; set; }

        /// <summary>Whether it was an object with members.</summary>
        public bool IsSearched { get; set; }

        /// <summary>The child that was added last; -1 for none.</summary>
        public int Child { get; set; } = -1;

        /// <summary>The child of the same parent that was added before; -1 for none.</summary>
        public int Sibling { get; set; } = -1;
    }
}
