using System.Text.Json;

namespace McpProxy.Tools.Schema;

/// <summary>One entry of a <see cref="JsonTape"/>, 16 bytes.</summary>
/// <param name="start">Offset of the value's first byte, quote or bracket included.</param>
/// <param name="length">Its length in bytes, quotes and brackets included.</param>
/// <param name="next">The node after the value; while a container is still open, its parent.</param>
/// <param name="meta">Kind in the low four bits, then the escape bit, then the number of children.</param>
internal struct TapeNode(int start, int length, int next, int meta)
{
    private const int KindMask = 0b1111;
    private const int EscapedBit = 1 << 4;
    private const int CountShift = 5;

    public readonly int Start = start;
    public int Length = length;
    public int Next = next;
    private int _meta = meta;

    public readonly JsonTokenType Kind => (JsonTokenType)(_meta & KindMask);

    public readonly bool HasEscapes => (_meta & EscapedBit) != 0;

    public readonly int Count => _meta >>> CountShift;

    public static int Meta(JsonTokenType kind, bool escaped) => (int)kind | (escaped ? EscapedBit : 0);

    public void AddChild() => _meta += 1 << CountShift;
}
