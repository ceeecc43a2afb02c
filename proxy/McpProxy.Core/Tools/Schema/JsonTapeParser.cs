using System.Buffers;
using System.Text.Json;
using System.Text.Unicode;

namespace McpProxy.Tools.Schema;

/// <summary>The one pass that fills a <see cref="JsonTape"/>.</summary>
internal ref struct JsonTapeParser
{
    /// <summary>A node counts its children in 27 bits, and a child takes two bytes of text at least.</summary>
    private const int MaxTextBytes = 1 << 28;

    private const int NoParent = -1;

    private readonly ReadOnlySpan<byte> _json;
    private TapeNode[] _nodes;
    private int _count;
    private int _open;

    private JsonTapeParser(ReadOnlySpan<byte> json)
    {
        _json = json;
        _nodes = ArrayPool<TapeNode>.Shared.Rent(Math.Clamp(json.Length / 8, 32, 4096));
        _open = NoParent;
    }

    public static JsonTape Parse(ReadOnlyMemory<byte> json, int maxDepth, bool pooled)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(maxDepth, 1);
        if (json.Length > MaxTextBytes)
        {
            throw new JsonException($"The JSON text has {json.Length} bytes; at most {MaxTextBytes} can be read.");
        }

        // The reader looks at structure only: broken UTF-8 inside a string would travel on to the upstream.
        if (!Utf8.IsValid(json.Span))
        {
            throw new JsonException("The JSON text is not valid UTF-8.");
        }

        var parser = new JsonTapeParser(json.Span);
        try
        {
            parser.Read(maxDepth);
        }
        catch
        {
            ArrayPool<TapeNode>.Shared.Return(parser._nodes);
            throw;
        }

        return pooled ? new JsonTape(json, parser._nodes, parser._count, pooled) : parser.MakeLasting(json);
    }

    private void Read(int maxDepth)
    {
        var reader = new Utf8JsonReader(_json, new JsonReaderOptions { MaxDepth = maxDepth });
        while (reader.Read())
        {
            var start = (int)reader.TokenStartIndex;
            switch (reader.TokenType)
            {
                case JsonTokenType.StartObject or JsonTokenType.StartArray:
                    var container = Add(reader.TokenType, start, 0, escaped: false);
                    _nodes[container].Next = _open;
                    _open = container;
                    break;
                case JsonTokenType.EndObject or JsonTokenType.EndArray:
                    Close(start + 1);
                    break;
                case JsonTokenType.PropertyName or JsonTokenType.String:
                    Add(reader.TokenType, start, reader.ValueSpan.Length + 2, reader.ValueIsEscaped);
                    break;
                default:
                    Add(reader.TokenType, start, reader.ValueSpan.Length, escaped: false);
                    break;
            }
        }
    }

    private int Add(JsonTokenType kind, int start, int length, bool escaped)
    {
        if (_count == _nodes.Length)
        {
            Grow();
        }

        // Members are counted by their names, items by themselves.
        if (_open != NoParent && (kind == JsonTokenType.PropertyName || _nodes[_open].Kind == JsonTokenType.StartArray))
        {
            _nodes[_open].AddChild();
        }

        _nodes[_count] = new TapeNode(start, length, _count + 1, TapeNode.Meta(kind, escaped));
        return _count++;
    }

    private void Close(int end)
    {
        ref var container = ref _nodes[_open];
        var parent = container.Next;
        container.Length = end - container.Start;
        container.Next = _count;
        if (container.Kind == JsonTokenType.StartObject)
        {
            DuplicateNames.ThrowIfAny(_json, _nodes, _open);
        }

        _open = parent;
    }

    private readonly JsonTape MakeLasting(ReadOnlyMemory<byte> json)
    {
        var nodes = _nodes.AsSpan(0, _count).ToArray();
        ArrayPool<TapeNode>.Shared.Return(_nodes);
        return new JsonTape(json, nodes, _count, pooled: false);
    }

    private void Grow()
    {
        var larger = ArrayPool<TapeNode>.Shared.Rent(_nodes.Length * 2);
        _nodes.AsSpan(0, _count).CopyTo(larger);
        ArrayPool<TapeNode>.Shared.Return(_nodes);
        _nodes = larger;
    }
}
