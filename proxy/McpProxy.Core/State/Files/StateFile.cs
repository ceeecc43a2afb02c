using System.Buffers.Binary;
using System.Security.Cryptography;
using Microsoft.Win32.SafeHandles;

namespace McpProxy.State.Files;

/// <summary>
/// The file: magic (8 bytes), a random id (16), then frames. A frame is the length of its content (4 bytes), the same inverted
/// (4), and the content: a batch of changes, sealed with the id of the file and the number of the frame as associated data, so
/// that no frame can be left out, doubled, moved, or taken from another file. Every frame is on the disk before the next one
/// is begun: only the last one can be torn. Not thread-safe.
/// </summary>
internal sealed class StateFile(string path, ISeal seal) : IDisposable
{
    private const string Purpose = "state file";
    private const int IdSize = 16;
    private const int LengthSize = 8;
    private const int MaxFrame = 1 << 30;

    private readonly byte[] _associated = new byte[IdSize + 8];
    private FileStream? _file;
    private long _nextFrame;

    private static ReadOnlySpan<byte> Magic => "McpPxSt1"u8;

    /// <summary>Bytes of the file.</summary>
    public long Length { get; private set; }

    /// <summary>How files are made that nobody but this user may read. They can be copied and renamed while they are open.</summary>
    public static FileStreamOptions PrivateFile(FileMode mode, FileShare share = FileShare.Read | FileShare.Delete)
    {
        var options = new FileStreamOptions { Mode = mode, Access = FileAccess.ReadWrite, Share = share, BufferSize = 0 };
        if (!OperatingSystem.IsWindows())
        {
            options.UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite;
        }

        return options;
    }

    /// <summary>Reads the file, if there is one. It is to be written anew before anything is added.</summary>
    /// <returns>How many bytes at its end were torn; 0 for none.</returns>
    public long Read(StateChangeReader changes)
    {
        if (!File.Exists(path) || new FileInfo(path).Length == 0)
        {
            return 0;
        }

        using var file = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.Read, 64 * 1024, FileOptions.SequentialScan);
        Length = file.Length;
        Span<byte> magic = stackalloc byte[Magic.Length];
        if (file.ReadAtLeast(magic, magic.Length, throwOnEndOfStream: false) < magic.Length || !magic.SequenceEqual(Magic)
            || file.ReadAtLeast(_associated.AsSpan(0, IdSize), IdSize, throwOnEndOfStream: false) < IdSize)
        {
            throw new StateFileException($"'{path}' is not a state file of McpProxy. Give another McpProxy:State:Path.");
        }

        for (_nextFrame = 0; ; _nextFrame++)
        {
            var start = file.Position;
            if (_nextFrame > 0 && start == file.Length)
            {
                return 0;
            }

            if (ReadFrame(file) is not { } content)
            {
                return _nextFrame > 0 ? file.Length - start : throw Damaged(start);
            }

            ReadOnlySpan<byte> rest = content;
            while (!rest.IsEmpty)
            {
                changes(StateChange.Take(ref rest));
            }
        }
    }

    /// <summary>Adds a frame. On the disk when it returns. After a failure the file must be written anew.</summary>
    public void Append(ReadOnlySpan<byte> changes)
    {
        Write(_file!.SafeFileHandle, changes);
        RandomAccess.FlushToDisk(_file.SafeFileHandle);
    }

    /// <summary>
    /// Writes a new file in the place of this one: under another name first, then renamed, so that there is a whole file at
    /// every moment. On the disk when it returns; after a failure the old file is still there.
    /// </summary>
    /// <param name="batches">All that the new file says, in batches of changes.</param>
    public void Rewrite(IEnumerable<ReadOnlyMemory<byte>> batches)
    {
        var newPath = path + ".new";
        File.Delete(newPath);
        var stream = new FileStream(newPath, PrivateFile(FileMode.CreateNew));
        try
        {
            RandomNumberGenerator.Fill(_associated.AsSpan(0, IdSize));
            _nextFrame = 0;
            stream.Write(Magic);
            stream.Write(_associated.AsSpan(0, IdSize));
            Length = stream.Position;
            foreach (var batch in batches)
            {
                Write(stream.SafeFileHandle, batch.Span);
            }

            RandomAccess.FlushToDisk(stream.SafeFileHandle);
            _file?.Dispose();
            File.Move(newPath, path, overwrite: true);
        }
        catch
        {
            stream.Dispose();
            TryDelete(newPath); // Half a file would keep what may be the last of the disk.
            throw;
        }

        _file = stream;
        FolderFlush.Flush(Path.GetDirectoryName(path)!);
    }

    public void Dispose() => _file?.Dispose();

    private static void TryDelete(string path)
    {
        try
        {
            File.Delete(path);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            // It goes before the next one is written.
        }
    }

    private void Write(SafeFileHandle handle, ReadOnlySpan<byte> changes)
    {
        BinaryPrimitives.WriteInt64LittleEndian(_associated.AsSpan(IdSize), _nextFrame);
        var content = seal.Seal(Purpose, changes, _associated);
        var frame = new byte[LengthSize + content.Length];
        BinaryPrimitives.WriteInt32LittleEndian(frame, content.Length);
        BinaryPrimitives.WriteInt32LittleEndian(frame.AsSpan(4), ~content.Length);
        content.CopyTo(frame, LengthSize);
        RandomAccess.Write(handle, frame, Length);
        Length += frame.Length;
        _nextFrame++;
    }

    /// <returns>What the frame says; null when it is torn.</returns>
    private byte[]? ReadFrame(FileStream file)
    {
        var start = file.Position;
        Span<byte> header = stackalloc byte[LengthSize];
        if (file.ReadAtLeast(header, LengthSize, throwOnEndOfStream: false) < LengthSize)
        {
            return null;
        }

        var length = BinaryPrimitives.ReadInt32LittleEndian(header);
        if (BinaryPrimitives.ReadInt32LittleEndian(header[4..]) != ~length || length is < 0 or > MaxFrame)
        {
            // A file system may make a file longer before it has written what is there: zeros, not another length.
            return header.IndexOfAnyExcept((byte)0) < 0 ? null : throw Damaged(start);
        }

        if (length > file.Length - file.Position)
        {
            return null;
        }

        var content = new byte[length];
        file.ReadExactly(content);
        BinaryPrimitives.WriteInt64LittleEndian(_associated.AsSpan(IdSize), _nextFrame);
        return seal.Open(Purpose, content, _associated)
            ?? (_nextFrame > 0 && file.Position == file.Length ? null : throw (_nextFrame == 0 ? Unreadable() : Damaged(start)));
    }

    private StateFileException Unreadable() => new(
        $"No key of McpProxy:State:Keys opens the state file '{path}'. Add the key it was written with, or move the file away to begin without it.");

    private StateFileException Damaged(long position) => new(
        $"The state file '{path}' is damaged at byte {position}. Bring back a copy, or move it away to begin without it.");
}
