using System.Buffers;
using System.Buffers.Text;
using System.Diagnostics;

namespace McpProxy.Tools.Binding;

/// <summary>The body of a request with files: what was written, with the files decoded into it, piece by piece, as it is read. Nothing is owned here.</summary>
/// <param name="written">What was written.</param>
/// <param name="files">The files, by position.</param>
/// <param name="length">The length of the whole.</param>
internal sealed class FileBodyStream(ReadOnlyMemory<byte> written, IReadOnlyList<FileContent> files, long length) : Stream
{
    private const int QuantumBytes = 3;

    private const int QuantumText = 4;

    /// <summary>A quantum that did not fit into what was asked for.</summary>
    private readonly byte[] _rest = new byte[QuantumBytes];
    private (int Start, int End) _left;
    private int _writtenAt;
    private int _file;
    private int _textAt;
    private long _position;

    public override bool CanRead => true;

    public override bool CanSeek => false;

    public override bool CanWrite => false;

    public override long Length => length;

    public override long Position { get => _position; set => throw new NotSupportedException(); }

    public override int Read(Span<byte> buffer)
    {
        var count = 0;
        while (count < buffer.Length && ReadPiece(buffer[count..]) is var piece and > 0)
        {
            count += piece;
        }

        _position += count;
        return count;
    }

    public override int Read(byte[] buffer, int offset, int count) => Read(buffer.AsSpan(offset, count));

    public override ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default) => new(Read(buffer.Span));

    public override Task<int> ReadAsync(byte[] buffer, int offset, int count, CancellationToken cancellationToken) => Task.FromResult(Read(buffer.AsSpan(offset, count)));

    public override void Flush()
    {
    }

    public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

    public override void SetLength(long value) => throw new NotSupportedException();

    public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();

    /// <summary>Reads from one place: what is left of a quantum, the written bytes up to the next file, or the file.</summary>
    private int ReadPiece(Span<byte> buffer)
    {
        if (_left.Start < _left.End)
        {
            var count = Math.Min(buffer.Length, _left.End - _left.Start);
            _rest.AsSpan(_left.Start, count).CopyTo(buffer);
            _left.Start += count;
            return count;
        }

        while (_file < files.Count && _writtenAt == files[_file].Position)
        {
            if (_textAt < files[_file].Base64.Length)
            {
                return Decode(files[_file].Base64.Span[_textAt..], buffer);
            }

            (_file, _textAt) = (_file + 1, 0);
        }

        var end = _file < files.Count ? files[_file].Position : written.Length;
        var length = Math.Min(buffer.Length, end - _writtenAt);
        written.Span.Slice(_writtenAt, length).CopyTo(buffer);
        _writtenAt += length;
        return length;
    }

    private int Decode(ReadOnlySpan<byte> text, Span<byte> buffer)
    {
        if (buffer.Length < QuantumBytes)
        {
            _left = (0, DecodeWhole(text[..QuantumText], _rest));
            return ReadPiece(buffer);
        }

        return DecodeWhole(text[..Math.Min(text.Length, buffer.Length / QuantumBytes * QuantumText)], buffer);
    }

    private int DecodeWhole(ReadOnlySpan<byte> text, Span<byte> bytes)
    {
        var status = Base64.DecodeFromUtf8(text, bytes, out var consumed, out var count);
        Debug.Assert(status == OperationStatus.Done && consumed == text.Length, "It was checked before.");
        _textAt += text.Length;
        return count;
    }
}
