using McpProxy.Dispatch;

namespace McpProxy.Shaping;

/// <summary>Cuts a <c>text/event-stream</c> into the data of its events (WHATWG HTML, section 9.2.6). Names and ids are not kept.</summary>
internal sealed class ServerSentEventSplitter(int limit) : IEventSplitter
{
    private readonly PooledBuffer _pending = new();
    private readonly PooledBuffer _data = new();
    private int _taken;
    private bool _hasData;
    private bool _delivered;

    public bool TooLarge => _pending.Length - _taken > limit || _data.Length > limit;

    public void Append(ReadOnlySpan<byte> bytes)
    {
        if (_taken > 0)
        {
            var rest = _pending.Written[_taken..];
            rest.CopyTo(_pending.Written);
            _pending.Truncate(rest.Length);
            _taken = 0;
        }

        _pending.Write(bytes);
    }

    public bool TryTake(bool atEnd, out ReadOnlySpan<byte> data)
    {
        if (_delivered)
        {
            _data.Truncate(0);
            _delivered = _hasData = false;
        }

        while (TryTakeLine(atEnd, out var line))
        {
            if (!line.IsEmpty)
            {
                TakeField(line);
            }
            else if (Deliver(out data))
            {
                return true;
            }
        }

        // A browser drops an event that the end of the stream cuts off; an upstream's last word is worth more than that.
        return atEnd ? Deliver(out data) : Nothing(out data);
    }

    public void Dispose()
    {
        _pending.Dispose();
        _data.Dispose();
    }

    private static bool Nothing(out ReadOnlySpan<byte> data)
    {
        data = default;
        return false;
    }

    private bool Deliver(out ReadOnlySpan<byte> data)
    {
        data = _hasData ? _data.WrittenSpan : default;
        _delivered = _hasData;
        return _hasData;
    }

    private bool TryTakeLine(bool atEnd, out ReadOnlySpan<byte> line)
    {
        var rest = _pending.WrittenSpan[_taken..];
        var end = rest.IndexOfAny((byte)'\n', (byte)'\r');
        if (end < 0 || (rest[end] == '\r' && end + 1 == rest.Length && !atEnd))
        {
            line = rest;
            _taken += atEnd ? rest.Length : 0;
            return atEnd && !rest.IsEmpty;
        }

        line = rest[..end];
        _taken += end + (rest[end] == '\r' && end + 1 < rest.Length && rest[end + 1] == '\n' ? 2 : 1);
        return true;
    }

    private void TakeField(ReadOnlySpan<byte> line)
    {
        if (!line.StartsWith("data"u8) || (line.Length > 4 && line[4] != ':'))
        {
            return;
        }

        if (_hasData)
        {
            _data.WriteByte((byte)'\n');
        }

        _hasData = true;
        var value = line.Length > 5 ? line[5..] : default;
        _data.Write(value.StartsWith(" "u8) ? value[1..] : value);
    }
}
