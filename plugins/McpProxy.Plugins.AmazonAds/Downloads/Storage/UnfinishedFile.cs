using System.Security.Cryptography;

namespace McpProxy.Plugins.AmazonAds.Downloads.Storage;

/// <summary>A file that is being written, under a hidden name. It is gone when it is disposed, unless it was put in its place.</summary>
internal sealed class UnfinishedFile : IAsyncDisposable
{
    private readonly IncrementalHash _hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
    private readonly FileStream _stream;
    private readonly string _path;
    private bool _isPlaced;

    /// <param name="folder">An existing folder on the file system of its place.</param>
    public UnfinishedFile(string folder)
    {
        _path = Path.Combine(folder, $"{StorageFiles.UnfinishedPrefix}{Guid.NewGuid():N}");
        var options = new FileStreamOptions { Mode = FileMode.CreateNew, Access = FileAccess.ReadWrite, BufferSize = 0, Options = FileOptions.Asynchronous };
        if (!OperatingSystem.IsWindows())
        {
            options.UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite;
        }

        _stream = new FileStream(_path, options);
    }

    /// <summary>Bytes so far.</summary>
    public long Length { get; private set; }

    /// <exception cref="StorageFullException">The file system takes no more.</exception>
    public async ValueTask WriteAsync(ReadOnlyMemory<byte> bytes, CancellationToken cancellationToken)
    {
        try
        {
            await _stream.WriteAsync(bytes, cancellationToken);
        }
        catch (IOException e)
        {
            throw StorageFullException.Of(e);
        }

        _hash.AppendData(bytes.Span);
        Length += bytes.Length;
    }

    /// <summary>Whether it begins as gzip does (RFC 1952, section 2.3.1).</summary>
    public bool IsGzip()
    {
        Span<byte> magic = stackalloc byte[3];
        return RandomAccess.Read(_stream.SafeFileHandle, magic, 0) == magic.Length && magic is [0x1f, 0x8b, 8];
    }

    /// <summary>What was written, from the beginning, with something behind it until <see cref="EndReread"/>. Write no more.</summary>
    public Stream Reread(ReadOnlySpan<byte> end)
    {
        _stream.Position = Length;
        _stream.Write(end);
        _stream.Position = 0;
        return _stream;
    }

    /// <summary>Leaves only what was written.</summary>
    public void EndReread() => _stream.SetLength(Length);

    /// <summary>SHA-256 of all that was written, hexadecimal; once.</summary>
    public string Hash() => Convert.ToHexStringLower(_hash.GetHashAndReset());

    /// <summary>Puts it in its place, where nothing may be.</summary>
    /// <param name="place">The whole path.</param>
    /// <param name="time">When it was made.</param>
    public void Place(string place, DateTimeOffset time)
    {
        _stream.Dispose();
        File.SetLastWriteTimeUtc(_path, time.UtcDateTime);
        File.Move(_path, place, overwrite: false);
        _isPlaced = true;
    }

    public async ValueTask DisposeAsync()
    {
        _hash.Dispose();
        await _stream.DisposeAsync();
        if (!_isPlaced)
        {
            File.Delete(_path);
        }
    }
}
