using System.Buffers;
using System.Text.Json;

namespace McpProxy.Tools.Schema.Values;

/// <summary>Equality of JSON values as JSON Schema sees it: 1 equals 1.0, the order of members does not matter.</summary>
internal static class JsonEquality
{
    /// <summary>Objects up to this size are compared by searching each name, larger ones by sorting both sides.</summary>
    private const int MaxSearched = 16;

    public static bool AreEqual(JsonTape a, int nodeA, JsonTape b, int nodeB)
    {
        var kind = a.Kind(nodeA);
        if (kind != b.Kind(nodeB))
        {
            return IsText(kind) && IsText(b.Kind(nodeB)) && TextsEqual(a, nodeA, b, nodeB);
        }

        return kind switch
        {
            JsonTokenType.Number => NumbersEqual(a.RawSpan(nodeA), b.RawSpan(nodeB)),
            JsonTokenType.String or JsonTokenType.PropertyName => TextsEqual(a, nodeA, b, nodeB),
            JsonTokenType.StartArray => a.Count(nodeA) == b.Count(nodeB) && ItemsEqual(a, nodeA, b, nodeB),
            JsonTokenType.StartObject => a.Count(nodeA) == b.Count(nodeB) && MembersEqual(a, nodeA, b, nodeB),
            _ => true,
        };
    }

    private static bool IsText(JsonTokenType kind) => kind is JsonTokenType.String or JsonTokenType.PropertyName;

    private static bool NumbersEqual(ReadOnlySpan<byte> a, ReadOnlySpan<byte> b) =>
        a.SequenceEqual(b) || JsonNumber.Parse(a).CompareTo(JsonNumber.Parse(b)) == 0;

    private static bool TextsEqual(JsonTape a, int nodeA, JsonTape b, int nodeB)
    {
        if (!b.HasEscapes(nodeB))
        {
            return a.TextEquals(nodeA, b.EscapedText(nodeB));
        }

        using var text = new TextBuffer(b, nodeB, stackalloc byte[TextBuffer.StackBytes]);
        return a.TextEquals(nodeA, text.Text);
    }

    private static bool ItemsEqual(JsonTape a, int nodeA, JsonTape b, int nodeB)
    {
        var itemB = nodeB + 1;
        for (var itemA = nodeA + 1; itemA < a.Next(nodeA); itemA = a.Next(itemA))
        {
            if (!AreEqual(a, itemA, b, itemB))
            {
                return false;
            }

            itemB = b.Next(itemB);
        }

        return true;
    }

    private static bool MembersEqual(JsonTape a, int nodeA, JsonTape b, int nodeB)
    {
        if (a.Count(nodeA) > MaxSearched)
        {
            return SortedMembersEqual(a, nodeA, b, nodeB);
        }

        for (var name = nodeA + 1; name < a.Next(nodeA); name = a.Next(name + 1))
        {
            if (!TryGetSameName(a, name, b, nodeB, out var value) || !AreEqual(a, name + 1, b, value))
            {
                return false;
            }
        }

        return true;
    }

    private static bool TryGetSameName(JsonTape a, int name, JsonTape b, int nodeB, out int value)
    {
        using var text = new TextBuffer(a, name, stackalloc byte[TextBuffer.StackBytes]);
        return b.TryGetProperty(nodeB, text.Text, out value);
    }

    private static bool SortedMembersEqual(JsonTape a, int nodeA, JsonTape b, int nodeB)
    {
        var count = a.Count(nodeA);
        var rented = ArrayPool<int>.Shared.Rent(2 * count);
        try
        {
            var namesA = SortedNames(a, nodeA, rented.AsSpan(0, count));
            var namesB = SortedNames(b, nodeB, rented.AsSpan(count, count));
            for (var i = 0; i < count; i++)
            {
                if (!TextsEqual(a, namesA[i], b, namesB[i]) || !AreEqual(a, namesA[i] + 1, b, namesB[i] + 1))
                {
                    return false;
                }
            }

            return true;
        }
        finally
        {
            ArrayPool<int>.Shared.Return(rented);
        }
    }

    private static Span<int> SortedNames(JsonTape tape, int node, Span<int> names)
    {
        var count = 0;
        for (var name = node + 1; name < tape.Next(node); name = tape.Next(name + 1))
        {
            names[count++] = name;
        }

        names.Sort(new NameComparer(tape));
        return names;
    }
}
