using McpProxy.Dispatch;

namespace McpProxy.Shaping;

/// <summary>Cuts at line ends: NDJSON, JSON lines, and JSON text sequences (RFC 7464), whose record separators are dropped.</summary>
internal sealed class LineSplitter(int limit) : IEventSplitter
{
    private readonly PooledBuffer _pending = new();
    private int _taken;

    public bool TooLarge => _pending.Length - _taken > limit;

    public void Append(ReadOnlySpan<byte> bytes)
    {
        Compact();
        _pending.Write(bytes);
    }

    public bool TryTake(bool atEnd, out ReadOnlySpan<byte> data)
    {
        while (_taken < _pending.Length)
        {
            var rest = _pending.WrittenSpan[_taken..];
            var end = rest.IndexOf((byte)'\n');
            if (end < 0 && !atEnd)
            {
                break;
            }

            var line = end < 0 ? rest : rest[..end];
            _taken += end < 0 ? rest.Length : end + 1;
            line = line.Trim("\r \t\x1e"u8);
            if (!line.IsEmpty)
            {
                data = line;
                return true;
            }
        }

        data = default;
        return false;
    }

    public void Dispose() => _pending.Dispose();

    private void Compact()
    {
        if (_taken == 0)
        {
            return;
        }

        var rest = _pending.Written[_taken..];
        rest.CopyTo(_pending.Written);
        _pending.Truncate(rest.Length);
        _taken = 0;
    }
}
