using System.Buffers;
using System.Security.Cryptography;
using Microsoft.Win32.SafeHandles;

namespace McpProxy.State.Artifacts;

/// <summary>Reads a whole artifact, from any position, chunk by verified chunk. It stays readable when the artifact goes in between.</summary>
internal sealed class ArtifactStream : Stream
{
    private readonly SafeFileHandle _file;
    private readonly ArtifactCipher _cipher;
    private byte[]? _sealed = ArrayPool<byte>.Shared.Rent(ArtifactCipher.SealedSize);
    private byte[]? _plain = ArrayPool<byte>.Shared.Rent(ArtifactCipher.ChunkSize);
    private long _chunk = -1;
    private long _position;

    /// <exception cref="ArtifactDamagedException">There is no such file any more.</exception>
    public ArtifactStream(Artifact artifact)
    {
        Length = artifact.Length;
        try
        {
            _file = File.OpenHandle(artifact.File ?? throw new ArtifactDamagedException("The artifact has no file."), FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete);
        }
        catch (Exception e) when (e is FileNotFoundException or DirectoryNotFoundException or UnauthorizedAccessException)
        {
            throw new ArtifactDamagedException("The file of the artifact is gone.", e);
        }

        _cipher = artifact.CreateCipher();
    }

    public override bool CanRead => true;

    public override bool CanSeek => true;

    public override bool CanWrite => false;

    public override long Length { get; }

    public override long Position
    {
        get => _position;
        set
        {
            ArgumentOutOfRangeException.ThrowIfNegative(value);
            _position = value;
        }
    }

    public override int Read(Span<byte> buffer)
    {
        if (_position >= Length || buffer.IsEmpty)
        {
            return 0;
        }

        var (chunk, at) = (_position / ArtifactCipher.ChunkSize, (int)(_position % ArtifactCipher.ChunkSize));
        var length = (int)Math.Min(ArtifactCipher.ChunkSize, Length - (chunk * ArtifactCipher.ChunkSize));
        Load(chunk, length);
        var count = Math.Min(buffer.Length, length - at);
        _plain.AsSpan(at, count).CopyTo(buffer);
        _position += count;
        return count;
    }

    public override int Read(byte[] buffer, int offset, int count) => Read(buffer.AsSpan(offset, count));

    /// <summary>A chunk comes from the page cache or one read of 64 KiB: not worth a thread of its own.</summary>
    public override ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
    {
        cancellationToken.ThrowIfCancellationRequested();
        return ValueTask.FromResult(Read(buffer.Span));
    }

    public override Task<int> ReadAsync(byte[] buffer, int offset, int count, CancellationToken cancellationToken) => ReadAsync(buffer.AsMemory(offset, count), cancellationToken).AsTask();

    public override long Seek(long offset, SeekOrigin origin) => Position = offset + (origin switch
    {
        SeekOrigin.Begin => 0,
        SeekOrigin.Current => _position,
        _ => Length,
    });

    public override void Flush()
    {
    }

    public override void SetLength(long value) => throw new NotSupportedException();

    public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();

    protected override void Dispose(bool disposing)
    {
        if (disposing && Interlocked.Exchange(ref _sealed, null) is { } bytes)
        {
            ArrayPool<byte>.Shared.Return(bytes);
            ArrayPool<byte>.Shared.Return(_plain!, clearArray: true);
            _plain = null;
            _file.Dispose();
            _cipher.Dispose();
        }

        base.Dispose(disposing);
    }

    private void Load(long chunk, int length)
    {
        ObjectDisposedException.ThrowIf(_sealed is null, this);
        if (chunk == _chunk)
        {
            return;
        }

        var bytes = _sealed.AsSpan(0, length + ArtifactCipher.TagSize);
        var start = chunk * ArtifactCipher.SealedSize;
        for (var read = 0; read < bytes.Length;)
        {
            var count = RandomAccess.Read(_file, bytes[read..], start + read);
            read += count > 0 ? count : throw new ArtifactDamagedException("The file of the artifact is too short.");
        }

        try
        {
            _chunk = -1;
            _cipher.Decrypt(chunk, bytes, _plain);
            _chunk = chunk;
        }
        catch (AuthenticationTagMismatchException e)
        {
            throw new ArtifactDamagedException("The file of the artifact was changed.", e);
        }
    }
}
