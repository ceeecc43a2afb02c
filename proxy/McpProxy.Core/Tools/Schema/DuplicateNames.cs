using System.Buffers;
using System.Numerics;
using System.Text.Json;
using McpProxy.Tools.Schema.Values;

namespace McpProxy.Tools.Schema;

/// <summary>
/// Refuses objects that name a property twice: validator, binder and upstream could each believe a different one of the two.
/// </summary>
internal static class DuplicateNames
{
    /// <summary>Up to here comparing every pair is faster than hashing.</summary>
    private const int MaxPairwise = 10;

    private const int MaxShownName = 64;

    public static void ThrowIfAny(ReadOnlySpan<byte> json, TapeNode[] nodes, int container)
    {
        var count = nodes[container].Count;
        if (count > MaxPairwise)
        {
            FindByHash(json, nodes, container, count);
        }
        else if (count > 1)
        {
            FindByPairs(json, nodes, container);
        }
    }

    private static void FindByPairs(ReadOnlySpan<byte> json, TapeNode[] nodes, int container)
    {
        var end = nodes[container].Next;
        for (var second = nodes[container + 2].Next; second < end; second = nodes[second + 1].Next)
        {
            for (var first = container + 1; first < second; first = nodes[first + 1].Next)
            {
                if (NamesEqual(json, in nodes[first], in nodes[second]))
                {
                    throw Duplicate(json, in nodes[second]);
                }
            }
        }
    }

    private static void FindByHash(ReadOnlySpan<byte> json, TapeNode[] nodes, int container, int count)
    {
        var size = (int)BitOperations.RoundUpToPowerOf2((uint)count * 2);
        var table = ArrayPool<int>.Shared.Rent(size);
        try
        {
            table.AsSpan(0, size).Clear();
            var end = nodes[container].Next;
            for (var name = container + 1; name < end; name = nodes[name + 1].Next)
            {
                Insert(json, nodes, table.AsSpan(0, size), name);
            }
        }
        finally
        {
            ArrayPool<int>.Shared.Return(table);
        }
    }

    private static void Insert(ReadOnlySpan<byte> json, TapeNode[] nodes, Span<int> table, int name)
    {
        // Zero marks a free slot: node 0 is the root and never a name.
        var slot = Hash(json, in nodes[name]) & (table.Length - 1);
        for (; table[slot] != 0; slot = (slot + 1) & (table.Length - 1))
        {
            if (NamesEqual(json, in nodes[table[slot]], in nodes[name]))
            {
                throw Duplicate(json, in nodes[name]);
            }
        }

        table[slot] = name;
    }

    private static bool NamesEqual(ReadOnlySpan<byte> json, in TapeNode first, in TapeNode second)
    {
        if (!first.HasEscapes && !second.HasEscapes)
        {
            return first.Length == second.Length && Text(json, in first).SequenceEqual(Text(json, in second));
        }

        var buffer = ArrayPool<byte>.Shared.Rent(first.Length + second.Length);
        var firstLength = JsonText.Unescape(Text(json, in first), buffer);
        var secondLength = JsonText.Unescape(Text(json, in second), buffer.AsSpan(firstLength));
        var equal = buffer.AsSpan(0, firstLength).SequenceEqual(buffer.AsSpan(firstLength, secondLength));
        ArrayPool<byte>.Shared.Return(buffer);
        return equal;
    }

    private static int Hash(ReadOnlySpan<byte> json, in TapeNode name)
    {
        var text = Text(json, in name);
        if (!name.HasEscapes)
        {
            return (int)JsonHash.OfText(text);
        }

        var buffer = ArrayPool<byte>.Shared.Rent(text.Length);
        var hash = JsonHash.OfText(buffer.AsSpan(0, JsonText.Unescape(text, buffer)));
        ArrayPool<byte>.Shared.Return(buffer);
        return (int)hash;
    }

    private static ReadOnlySpan<byte> Text(ReadOnlySpan<byte> json, in TapeNode name) => json.Slice(name.Start + 1, name.Length - 2);

    private static JsonException Duplicate(ReadOnlySpan<byte> json, in TapeNode name)
    {
        var text = JsonText.ToString(Text(json, in name), name.HasEscapes);
        var shown = text.Length <= MaxShownName ? text : string.Concat(text.AsSpan(0, MaxShownName), "…");
        return new JsonException($"The property '{shown}' occurs twice in one object.");
    }
}
