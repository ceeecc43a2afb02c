using System.Buffers;
using System.Numerics;

namespace McpProxy.Tools.Schema.Values;

/// <summary>A set of JSON values of one tape, in pooled arrays.</summary>
internal readonly ref struct ItemTable : IDisposable
{
    private readonly JsonTape _tape;
    private readonly int[] _items;
    private readonly ulong[] _hashes;
    private readonly int _mask;

    public ItemTable(JsonTape tape, int capacity)
    {
        _tape = tape;
        var size = (int)BitOperations.RoundUpToPowerOf2((uint)capacity * 2);
        _mask = size - 1;
        _hashes = ArrayPool<ulong>.Shared.Rent(size);
        _items = ArrayPool<int>.Shared.Rent(size);
        _items.AsSpan(0, size).Clear();
    }

    /// <returns>An item that is equal and was added before, or -1 when the item is new and was added.</returns>
    public int AddOrFindEqual(int item)
    {
        // Zero marks a free slot: node 0 is the root and never an item.
        var hash = JsonHash.Compute(_tape, item);
        var slot = (int)(hash >> 32) & _mask;
        for (; _items[slot] != 0; slot = (slot + 1) & _mask)
        {
            if (_hashes[slot] == hash && JsonEquality.AreEqual(_tape, _items[slot], _tape, item))
            {
                return _items[slot];
            }
        }

        _items[slot] = item;
        _hashes[slot] = hash;
        return -1;
    }

    public void Dispose()
    {
        ArrayPool<int>.Shared.Return(_items);
        ArrayPool<ulong>.Shared.Return(_hashes);
    }
}
