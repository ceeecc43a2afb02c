using System.Numerics;
using System.Runtime.InteropServices;
using System.Security.Cryptography;
using System.Text.Json;

namespace McpProxy.Tools.Schema.Values;

/// <summary>
/// A hash that equal JSON values share (<see cref="JsonEquality"/>). Keyed per process: nobody can prepare an array whose
/// items all collide.
/// </summary>
internal static class JsonHash
{
    private static readonly ulong[] Keys = RandomOddNumbers();

    public static ulong Compute(JsonTape tape, int node) => tape.Kind(node) switch
    {
        JsonTokenType.Number => OfNumber(JsonNumber.Parse(tape.RawSpan(node))),
        JsonTokenType.String or JsonTokenType.PropertyName => OfText(tape, node),
        JsonTokenType.StartArray => OfArray(tape, node),
        JsonTokenType.StartObject => OfObject(tape, node),
        var literal => Mix((ulong)literal, Keys[0]),
    };

    /// <summary>The runtime's string hash is keyed as well; pairs of bytes stand in for its characters.</summary>
    public static ulong OfText(ReadOnlySpan<byte> text)
    {
        var hash = (uint)string.GetHashCode(MemoryMarshal.Cast<byte, char>(text));
        var last = text.Length % 2 == 0 ? 0 : text[^1] + 1UL;
        return Mix(hash | (last << 32), Keys[1]);
    }

    private static ulong OfNumber(JsonNumber number)
    {
        var hash = number.IsNegative ? 2UL : 1UL;
        for (var digits = number.GetDigits(); digits.MoveNext();)
        {
            hash = (hash * Keys[2]) + (ulong)digits.Current;
        }

        return Mix(hash + (ulong)number.Exponent, Keys[3]);
    }

    private static ulong OfText(JsonTape tape, int node)
    {
        using var text = new TextBuffer(tape, node, stackalloc byte[TextBuffer.StackBytes]);
        return OfText(text.Text);
    }

    private static ulong OfArray(JsonTape tape, int node)
    {
        var hash = Keys[4];
        for (var item = node + 1; item < tape.Next(node); item = tape.Next(item))
        {
            hash = Mix(hash + Compute(tape, item), Keys[5]);
        }

        return hash;
    }

    private static ulong OfObject(JsonTape tape, int node)
    {
        // A sum, because the order of members does not matter.
        var hash = Keys[6];
        for (var name = node + 1; name < tape.Next(node); name = tape.Next(name + 1))
        {
            hash += Mix(OfText(tape, name) + BitOperations.RotateLeft(Compute(tape, name + 1), 17), Keys[7]);
        }

        return hash;
    }

    private static ulong Mix(ulong value, ulong key)
    {
        var product = value * key;
        return (product ^ (product >> 29)) * Keys[0];
    }

    private static ulong[] RandomOddNumbers()
    {
        var keys = new ulong[8];
        RandomNumberGenerator.Fill(MemoryMarshal.AsBytes(keys.AsSpan()));
        return [.. keys.Select(key => key | 1)];
    }
}
