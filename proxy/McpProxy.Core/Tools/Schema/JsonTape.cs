using System.Buffers;
using System.Buffers.Text;
using System.Runtime.InteropServices;
using System.Text.Json;

namespace McpProxy.Tools.Schema;

/// <summary>
/// A flat index over one JSON text: where each value starts, how long it is, and which node follows it. One pass with
/// <see cref="Utf8JsonReader"/> into pooled arrays; no objects per value. Validation and binding walk it by node number.
/// An object's children alternate name, value, name, value; an array's are its items.
/// </summary>
/// <remarks>Reading is thread-safe until <see cref="Dispose"/>, after which nothing may be read.</remarks>
internal sealed class JsonTape : IDisposable
{
    /// <summary>Number of the root value.</summary>
    public const int Root = 0;

    private readonly ReadOnlyMemory<byte> _json;

    /// <summary>The array under <see cref="_json"/>: <c>Memory.Span</c> asks what kind of memory it is each time, which showed.</summary>
    private readonly byte[] _bytes;
    private readonly int _offset;
    private readonly bool _pooled;
    private TapeNode[]? _nodes;

    internal JsonTape(ReadOnlyMemory<byte> json, TapeNode[] nodes, int nodeCount, bool pooled)
    {
        var array = MemoryMarshal.TryGetArray(json, out var segment) ? segment : json.ToArray();
        _json = json;
        _bytes = array.Array!;
        _offset = array.Offset;
        _nodes = nodes;
        _pooled = pooled;
        NodeCount = nodeCount;
    }

    /// <summary>The number of nodes: values and names together.</summary>
    public int NodeCount { get; }

    private TapeNode[] Nodes => _nodes ?? throw new ObjectDisposedException(nameof(JsonTape));

    /// <summary>Indexes <paramref name="json"/>, which must stay unchanged until the tape is disposed.</summary>
    /// <exception cref="JsonException">
    /// The text is not one JSON value in UTF-8, is nested deeper than <paramref name="maxDepth"/>, or repeats a property name.
    /// </exception>
    public static JsonTape Parse(ReadOnlyMemory<byte> json, int maxDepth) => JsonTapeParser.Parse(json, maxDepth, pooled: true);

    /// <summary>As <see cref="Parse"/>, with an index of its own that needs no disposal: for texts that stay, such as schemas.</summary>
    public static JsonTape ParseLasting(ReadOnlyMemory<byte> json, int maxDepth) => JsonTapeParser.Parse(json, maxDepth, pooled: false);

    /// <summary>The kind of a value; <see cref="JsonTokenType.PropertyName"/> for a name.</summary>
    public JsonTokenType Kind(int node) => Nodes[node].Kind;

    /// <summary>The node after this value and all inside it.</summary>
    public int Next(int node) => Nodes[node].Next;

    /// <summary>The number of items of an array or members of an object; 0 for anything else.</summary>
    public int Count(int node) => Nodes[node].Count;

    /// <summary>The bytes of the value as they stand in the text, with quotes and brackets.</summary>
    public ReadOnlyMemory<byte> Raw(int node)
    {
        ref readonly var entry = ref Nodes[node];
        return _json.Slice(entry.Start, entry.Length);
    }

    /// <summary>As <see cref="Raw"/>, as a span.</summary>
    public ReadOnlySpan<byte> RawSpan(int node)
    {
        ref readonly var entry = ref Nodes[node];
        return _bytes.AsSpan(_offset + entry.Start, entry.Length);
    }

    /// <summary>Whether a string or name holds escapes; if not, its text is <see cref="Raw"/> without the quotes.</summary>
    public bool HasEscapes(int node) => Nodes[node].HasEscapes;

    /// <summary>The bytes between the quotes of a string or name, escapes as they stand.</summary>
    public ReadOnlySpan<byte> EscapedText(int node)
    {
        ref readonly var entry = ref Nodes[node];
        return _bytes.AsSpan(_offset + entry.Start + 1, entry.Length - 2);
    }

    /// <summary>Whether a string or name escapes half a surrogate pair: JSON allows it, no UTF-8 text can hold it.</summary>
    public bool HasLoneSurrogate(int node) => HasEscapes(node) && JsonText.HasLoneSurrogate(EscapedText(node));

    /// <summary>The most bytes that <see cref="CopyText"/> can write for a string or name.</summary>
    public int MaxTextLength(int node) => Nodes[node].Length - 2;

    /// <summary>
    /// Writes the text of a string or name as UTF-8, escapes undone. A lone surrogate is written as three bytes that are not
    /// UTF-8: where it matters, ask <see cref="HasLoneSurrogate"/> first.
    /// </summary>
    /// <param name="node">A string or name.</param>
    /// <param name="destination">At least <see cref="MaxTextLength"/> bytes.</param>
    /// <returns>The number of bytes written.</returns>
    public int CopyText(int node, Span<byte> destination)
    {
        var text = EscapedText(node);
        if (HasEscapes(node))
        {
            return JsonText.Unescape(text, destination);
        }

        text.CopyTo(destination);
        return text.Length;
    }

    /// <summary>Whether a name or string equals UTF-8 text, escapes undone.</summary>
    public bool TextEquals(int node, ReadOnlySpan<byte> utf8)
    {
        var text = EscapedText(node);
        return HasEscapes(node) ? EscapedTextEquals(text, utf8) : text.SequenceEqual(utf8);
    }

    /// <summary>The text of a string or name as UTF-16, escapes undone; a lone surrogate escape stays a lone surrogate.</summary>
    public string GetString(int node) => JsonText.ToString(EscapedText(node), HasEscapes(node));

    /// <summary>Reads a number that is written as an integer within the range of <see cref="long"/>.</summary>
    public bool TryGetInt64(int node, out long value)
    {
        value = 0;
        return Kind(node) == JsonTokenType.Number
            && Utf8Parser.TryParse(RawSpan(node), out value, out var consumed)
            && consumed == Nodes[node].Length;
    }

    /// <summary>Reads a number as the nearest <see cref="double"/>; false when it is no number or beyond the finite range.</summary>
    public bool TryGetDouble(int node, out double value)
    {
        value = 0;
        return Kind(node) == JsonTokenType.Number
            && Utf8Parser.TryParse(RawSpan(node), out value, out var consumed)
            && consumed == Nodes[node].Length
            && double.IsFinite(value);
    }

    /// <summary>Finds a member's value.</summary>
    public bool TryGetProperty(int node, ReadOnlySpan<byte> name, out int value)
    {
        if (Kind(node) == JsonTokenType.StartObject)
        {
            var end = Next(node);
            for (var member = node + 1; member < end; member = Next(member + 1))
            {
                if (TextEquals(member, name))
                {
                    value = member + 1;
                    return true;
                }
            }
        }

        value = -1;
        return false;
    }

    /// <summary>Gives the arrays back; a second call does nothing.</summary>
    public void Dispose()
    {
        // The object itself is not pooled: a tape disposed twice must never hand another call's index back.
        if (_pooled && Interlocked.Exchange(ref _nodes, null) is { } nodes)
        {
            ArrayPool<TapeNode>.Shared.Return(nodes);
        }
    }

    private static bool EscapedTextEquals(ReadOnlySpan<byte> escaped, ReadOnlySpan<byte> utf8)
    {
        // An escape takes at most six bytes for one: a long name is not undone for each short one that it is compared with.
        if (utf8.Length > escaped.Length || escaped.Length > utf8.Length * 6L)
        {
            return false;
        }

        byte[]? rented = null;
        var text = escaped.Length <= 256 ? stackalloc byte[256] : rented = ArrayPool<byte>.Shared.Rent(escaped.Length);
        var length = JsonText.Unescape(escaped, text);
        var equal = text[..length].SequenceEqual(utf8);
        if (rented is not null)
        {
            ArrayPool<byte>.Shared.Return(rented);
        }

        return equal;
    }
}
