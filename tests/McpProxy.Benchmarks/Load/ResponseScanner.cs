using System.Buffers.Text;

namespace McpProxy.Benchmarks.Load;

/// <summary>
/// Finds the end of one HTTP/1.1 response as its bytes come in, keeping none of them but the head. As little work as
/// possible: the generator shares the machine with what it measures.
/// </summary>
internal sealed class ResponseScanner
{
    private const int MaxHead = 4096;
    private readonly byte[] _head = new byte[MaxHead];
    private int _headLength;
    private State _state;
    private long _remaining;

    private enum State
    {
        Head,
        Fixed,
        ChunkSize,
        ChunkData,
        ChunkEnd,
        LastLine,
        Done,
    }

    /// <summary>Status code of the response, once its head has come.</summary>
    public int Status { get; private set; }

    /// <summary>Bytes of the body so far, without chunk framing.</summary>
    public long BodyLength { get; private set; }

    public void Reset()
    {
        _state = State.Head;
        _headLength = 0;
        _remaining = 0;
        BodyLength = 0;
    }

    /// <summary>Takes what came from the socket; true when the response is whole.</summary>
    public bool Take(ReadOnlySpan<byte> bytes)
    {
        while (!bytes.IsEmpty && _state != State.Done)
        {
            bytes = bytes[Step(bytes)..];
        }

        return _state == State.Done;
    }

    private int Step(ReadOnlySpan<byte> bytes) => _state switch
    {
        State.Head => TakeHead(bytes),
        State.Fixed => TakeBody(bytes, State.Done),
        State.ChunkData => TakeBody(bytes, State.ChunkEnd),
        State.ChunkSize => TakeChunkSize(bytes[0]),
        State.ChunkEnd => TakeLineEnd(bytes[0], State.ChunkSize),
        _ => TakeLineEnd(bytes[0], State.Done),
    };

    private int TakeHead(ReadOnlySpan<byte> bytes)
    {
        var before = _headLength;
        var count = Math.Min(bytes.Length, MaxHead - before);
        bytes[..count].CopyTo(_head.AsSpan(before));
        _headLength += count;
        var end = _head.AsSpan(0, _headLength).IndexOf("\r\n\r\n"u8);
        if (end < 0)
        {
            return _headLength < MaxHead ? count : throw new InvalidDataException("The response has more header bytes than the generator takes.");
        }

        Interpret(_head.AsSpan(0, end + 2));
        return end + 4 - before;
    }

    private void Interpret(ReadOnlySpan<byte> head)
    {
        Status = (int)Number(head["HTTP/1.1 ".Length..]);
        var length = head.IndexOf("Content-Length: "u8);
        length = length < 0 ? head.IndexOf("content-length: "u8) : length;
        if (length < 0)
        {
            _state = State.ChunkSize;
            return;
        }

        _remaining = Number(head[(length + "Content-Length: ".Length)..]);
        _state = _remaining == 0 ? State.Done : State.Fixed;
    }

    private static long Number(ReadOnlySpan<byte> text) =>
        Utf8Parser.TryParse(text, out long value, out _) ? value : throw new InvalidDataException("The response has a head that the generator cannot read.");

    private int TakeBody(ReadOnlySpan<byte> bytes, State next)
    {
        var count = (int)Math.Min(bytes.Length, _remaining);
        _remaining -= count;
        BodyLength += count;
        if (_remaining == 0)
        {
            _state = next;
        }

        return count;
    }

    private int TakeChunkSize(byte digit)
    {
        if (digit == '\n')
        {
            _state = _remaining == 0 ? State.LastLine : State.ChunkData;
        }
        else if (digit != '\r')
        {
            _remaining = (_remaining << 4) + Convert.FromHexString([(byte)'0', digit])[0];
        }

        return 1;
    }

    private int TakeLineEnd(byte value, State next)
    {
        if (value == '\n')
        {
            _state = next;
        }

        return 1;
    }
}
