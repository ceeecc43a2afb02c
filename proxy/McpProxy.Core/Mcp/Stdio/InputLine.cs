using System.Buffers;

namespace McpProxy.Mcp.Stdio;

/// <summary>One line of the input in a pooled buffer. Dispose it when nothing points into it any more.</summary>
internal sealed class InputLine : IDisposable
{
    private byte[]? _rented;

    public InputLine(ReadOnlySequence<byte> line)
    {
        _rented = ArrayPool<byte>.Shared.Rent((int)line.Length);
        line.CopyTo(_rented);
        Bytes = _rented.AsMemory(0, (int)line.Length);
    }

    public ReadOnlyMemory<byte> Bytes { get; }

    public void Dispose()
    {
        if (_rented is not null)
        {
            ArrayPool<byte>.Shared.Return(_rented);
            _rented = null;
        }
    }
}
