using System.Buffers.Binary;
using System.Numerics;
using System.Text;

namespace McpProxy.Tools.Schema.Values;

/// <summary>
/// Finds UTF-8 names among a fixed set by their length and a few of their bytes. The set comes from a schema; a hostile caller
/// chooses only what is looked up, and a look-up compares with few names whatever it is.
/// </summary>
internal sealed class NameTable
{
    private readonly byte[][] _names;
    private readonly int[] _slots;
    private readonly int _shift;

    public NameTable(IReadOnlyList<string> names)
    {
        _names = [.. names.Select(Encoding.UTF8.GetBytes)];
        var size = (int)BitOperations.RoundUpToPowerOf2((uint)Math.Max(names.Count * 2, 2));
        _shift = 32 - BitOperations.Log2((uint)size);
        _slots = new int[size];
        for (var i = 0; i < _names.Length; i++)
        {
            var slot = FirstSlot(_names[i]);
            while (_slots[slot] != 0)
            {
                slot = (slot + 1) & (size - 1);
            }

            _slots[slot] = i + 1;
        }
    }

    /// <returns>The name's position in the list the table was made of, or -1.</returns>
    public int Find(ReadOnlySpan<byte> name)
    {
        for (var slot = FirstSlot(name); ; slot = (slot + 1) & (_slots.Length - 1))
        {
            var index = _slots[slot] - 1;
            if (index < 0 || name.SequenceEqual(_names[index]))
            {
                return index;
            }
        }
    }

    /// <summary>As <see cref="Find(ReadOnlySpan{byte})"/>, for the text of a string or name.</summary>
    public int Find(JsonTape tape, int node)
    {
        if (!tape.HasEscapes(node))
        {
            return Find(tape.EscapedText(node));
        }

        using var text = new TextBuffer(tape, node, stackalloc byte[TextBuffer.StackBytes]);
        return Find(text.Text);
    }

    private int FirstSlot(ReadOnlySpan<byte> name)
    {
        ulong head;
        ulong tail = 0;
        if (name.Length >= 8)
        {
            head = BinaryPrimitives.ReadUInt64LittleEndian(name);
            tail = BinaryPrimitives.ReadUInt64LittleEndian(name[^8..]);
        }
        else if (name.Length >= 4)
        {
            head = BinaryPrimitives.ReadUInt32LittleEndian(name);
            tail = BinaryPrimitives.ReadUInt32LittleEndian(name[^4..]);
        }
        else
        {
            head = name.IsEmpty ? 0 : name[0] | ((ulong)name[name.Length / 2] << 8) | ((ulong)name[^1] << 16);
        }

        // Multiplication by odd constants spreads the bits; the best ones end up on top.
        var mixed = ((head + (uint)name.Length) * 0x9E37_79B9_7F4A_7C15UL) ^ BitOperations.RotateLeft(tail * 0xC2B2_AE3D_27D4_EB4FUL, 29);
        return (int)((uint)((mixed * 0x1656_67B1_9E37_79F9UL) >> 32) >> _shift);
    }
}
