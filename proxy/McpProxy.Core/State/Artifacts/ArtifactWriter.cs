using System.Buffers;

namespace McpProxy.State.Artifacts;

/// <summary>
/// Writes one artifact while its answer passes. What goes wrong does not harm the answer: it is in <see cref="Refusal"/>, and
/// further bytes are ignored. One chunk is encrypted and filled while the one before it is on its way to the disk. Not thread-safe.
/// </summary>
internal sealed class ArtifactWriter(ArtifactStore store, Artifact artifact) : IDisposable, IAsyncDisposable
{
    private readonly ArtifactCipher _cipher = artifact.CreateCipher();
    private byte[] _plain = [];
    private byte[] _sealed = [];
    private int _filled;
    private int _reserved;
    private long _chunk;
    private FileStream? _file;
    private Task _writing = Task.CompletedTask;
    private bool _isAdmitted;
    private bool _ended;

    public Artifact Artifact => artifact;

    /// <summary>Why it is not kept.</summary>
    public ArtifactRefusal Refusal { get; private set; }

    /// <summary>Finds out whether there is room for what has come, so that it can be announced before it is whole.</summary>
    public bool TryAnnounce()
    {
        if (Refusal == ArtifactRefusal.None && !_isAdmitted)
        {
            Refusal = store.Admit(artifact);
            _isAdmitted = Refusal == ArtifactRefusal.None;
        }

        if (Refusal == ArtifactRefusal.None)
        {
            Refusal = store.Reserve(artifact, _filled - _reserved);
            _reserved = _filled;
        }

        return Refusal == ArtifactRefusal.None;
    }

    /// <summary>Takes the next bytes.</summary>
    public ValueTask WriteAsync(ReadOnlyMemory<byte> bytes)
    {
        if (Refusal != ArtifactRefusal.None || _ended)
        {
            return default;
        }

        if (_plain.Length == 0)
        {
            _plain = ArrayPool<byte>.Shared.Rent(ArtifactCipher.ChunkSize);
        }

        if (_filled + bytes.Length < ArtifactCipher.ChunkSize)
        {
            bytes.Span.CopyTo(_plain.AsSpan(_filled));
            _filled += bytes.Length;
            return default;
        }

        return WriteChunksAsync(bytes);
    }

    /// <summary>Says that it is whole, and worth keeping.</summary>
    /// <returns>Whether it is kept.</returns>
    public async ValueTask<bool> CompleteAsync()
    {
        if (!_ended && Refusal == ArtifactRefusal.None)
        {
            try
            {
                await FlushAsync();
                await _writing;
            }
            catch (Exception e) when (e is IOException or UnauthorizedAccessException)
            {
                Fail(e);
            }
        }

        var isKept = !_ended && Refusal == ArtifactRefusal.None;
        if (isKept)
        {
            _ended = true;
            Release();
            store.Keep(artifact);
        }

        return isKept;
    }

    /// <summary>Drops what was not completed; the last write may still have to end.</summary>
    public void Dispose() => _ = DropAsync();

    public async ValueTask DisposeAsync() => await DropAsync();

    private async ValueTask WriteChunksAsync(ReadOnlyMemory<byte> bytes)
    {
        try
        {
            while (!bytes.IsEmpty && Refusal == ArtifactRefusal.None)
            {
                var count = Math.Min(bytes.Length, ArtifactCipher.ChunkSize - _filled);
                bytes.Span[..count].CopyTo(_plain.AsSpan(_filled));
                _filled += count;
                bytes = bytes[count..];
                if (_filled == ArtifactCipher.ChunkSize)
                {
                    await FlushAsync();
                }
            }
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            Fail(e);
        }
    }

    private async ValueTask FlushAsync()
    {
        if (!TryAnnounce())
        {
            return;
        }

        if (_file is null)
        {
            _file = store.CreateFile();
            artifact.File = _file.Name;
            _sealed = ArrayPool<byte>.Shared.Rent(ArtifactCipher.SealedSize);
        }

        await _writing;
        _cipher.Encrypt(_chunk, _plain.AsSpan(0, _filled), _sealed);
        _writing = RandomAccess.WriteAsync(_file.SafeFileHandle, _sealed.AsMemory(0, _filled + ArtifactCipher.TagSize), _chunk * ArtifactCipher.SealedSize).AsTask();
        _chunk++;
        _filled = _reserved = 0;
    }

    private void Fail(Exception exception)
    {
        Refusal = ArtifactRefusal.Failed;
        store.Failed(exception);
    }

    private async Task DropAsync()
    {
        if (_ended)
        {
            return;
        }

        _ended = true;
        try
        {
            await _writing; // It still reads from the buffer.
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            store.Failed(e);
        }

        Release();
        store.Drop(artifact, ArtifactStore.NotKept);
    }

    private void Release()
    {
        _file?.Dispose();
        _cipher.Dispose();
        if (_plain.Length > 0)
        {
            ArrayPool<byte>.Shared.Return(_plain, clearArray: true);
        }

        if (_sealed.Length > 0)
        {
            ArrayPool<byte>.Shared.Return(_sealed);
        }

        _plain = _sealed = [];
    }
}
