using System.Buffers;

namespace McpProxy.Shaping.Truncation;

/// <summary>
/// What has been kept and not yet been handed on. Positions count from the first byte that was ever kept, so that they stay
/// true when bytes leave. Pooled; dispose it.
/// </summary>
internal sealed class TruncationOutput : IDisposable
{
    private byte[] _bytes = ArrayPool<byte>.Shared.Rent(4096);
    private int _start;
    private int _end;
    private long _released;

    /// <summary>The position behind the last byte.</summary>
    public long Position => _released + Held;

    /// <summary>How many bytes are here.</summary>
    public int Held => _end - _start;

    public void Write(ReadOnlySpan<byte> bytes)
    {
        Reserve(bytes.Length);
        bytes.CopyTo(_bytes.AsSpan(_end));
        _end += bytes.Length;
    }

    public void WriteByte(byte value) => Write([value]);

    /// <summary>Whether what was written behind a position can still be taken back.</summary>
    public bool CanReturnTo(long position) => position >= _released;

    /// <summary>Takes back what was written behind a position.</summary>
    public void ReturnTo(long position) => _end = _start + (int)(position - _released);

    /// <summary>The bytes from a position on.</summary>
    public ReadOnlySpan<byte> From(long position) => _bytes.AsSpan(_start, Held)[(int)(position - _released)..];

    /// <summary>Writes before what stands at a position; the positions behind stay as they are, as if it had been there before.</summary>
    public void Insert(long position, ReadOnlySpan<byte> bytes)
    {
        Reserve(bytes.Length);
        var at = _start + (int)(position - _released);
        _bytes.AsSpan(at, _end - at).CopyTo(_bytes.AsSpan(at + bytes.Length));
        bytes.CopyTo(_bytes.AsSpan(at));
        _end += bytes.Length;
        _released -= bytes.Length;
    }

    /// <summary>Takes bytes out; what stands behind them moves.</summary>
    public void Remove(long position, int length)
    {
        var at = _start + (int)(position - _released);
        _bytes.AsSpan(at + length, _end - at - length).CopyTo(_bytes.AsSpan(at));
        _end -= length;
    }

    /// <summary>The bytes before a position, which can leave.</summary>
    public ReadOnlyMemory<byte> Before(long position) => _bytes.AsMemory(_start, (int)Math.Clamp(position - _released, 0, Held));

    /// <summary>Says that the first bytes have left.</summary>
    public void Release(int count)
    {
        _start += count;
        _released += count;
        if (_start == _end)
        {
            _start = _end = 0;
        }
    }

    public void Dispose()
    {
        var bytes = Interlocked.Exchange(ref _bytes, []);
        _start = _end = 0;
        if (bytes.Length > 0)
        {
            ArrayPool<byte>.Shared.Return(bytes);
        }
    }

    private void Reserve(int count)
    {
        if (_bytes.Length - _end >= count)
        {
            return;
        }

        var held = _bytes.AsSpan(_start, Held);
        if (_bytes.Length - Held >= count && _start >= Held)
        {
            held.CopyTo(_bytes);
        }
        else
        {
            var bigger = ArrayPool<byte>.Shared.Rent(checked((int)Math.Min(Array.MaxLength, Math.Max((long)Held + count, 2L * Held))));
            held.CopyTo(bigger);
            ArrayPool<byte>.Shared.Return(_bytes);
            _bytes = bigger;
        }

        (_start, _end) = (0, held.Length);
    }
}
