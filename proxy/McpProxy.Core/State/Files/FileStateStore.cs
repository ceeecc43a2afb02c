using Microsoft.Extensions.Logging;

namespace McpProxy.State.Files;

/// <summary>
/// The state of one process that survives a restart: records in an encrypted file, logs and channels in memory, as nobody
/// reads those after the process. It must be opened before records are used; its part of the life cycle does that.
/// </summary>
/// <param name="path">The file.</param>
/// <param name="maxBytes">Most bytes of records, those of their keys included.</param>
/// <param name="maxEventBytes">As in <see cref="MemoryStateStore"/>.</param>
/// <param name="seal">Encrypts the file.</param>
/// <param name="time">The clock.</param>
/// <param name="logger">What an operator should know of the file.</param>
internal sealed class FileStateStore(string path, long maxBytes, Func<long> maxEventBytes, ISeal seal, TimeProvider time, ILogger<FileStateStore> logger)
    : IStateStore, IAsyncDisposable
{
    private readonly FileRecords _records = new(time, maxBytes);
    private StateFileLock? _taken;
    private RecordWriter? _writer;

    public IStateRecords Records => _records;

    public IStateLogs Logs { get; } = new MemoryLogs(time, maxEventBytes);

    public IStateChannels Channels { get; } = new MemoryChannels();

    /// <summary>Why the last write failed; null when it did not.</summary>
    public Exception? Failure => _writer?.Failure;

    /// <summary>Takes the file for this process, reads it, and writes it anew without what has expired or was torn.</summary>
    /// <exception cref="StateFileException">Another process has the file, no configured key opens it, or it is damaged.</exception>
    /// <exception cref="IOException">It cannot be read or written.</exception>
    public void Open()
    {
        var taken = StateFileLock.Take(path);
        try
        {
            var started = time.GetTimestamp();
            var file = new StateFile(path, seal);
            var tornBytes = file.Read(_records.Apply);
            if (tornBytes > 0)
            {
                Log.Torn(logger, path, tornBytes);
            }

            _writer = new RecordWriter(file, _records, time, logger);
            _writer.Start();
            _records.Open(_writer);
            _taken = taken;
            Log.Opened(logger, path, _records.Count, time.GetElapsedTime(started).TotalMilliseconds);
        }
        catch
        {
            taken.Dispose();
            throw;
        }
    }

    /// <summary>Writes what is still to be written and lets go of the file. Records can be read afterwards, not written.</summary>
    public async Task CloseAsync()
    {
        _records.Close();
        if (Interlocked.Exchange(ref _writer, null) is { } writer)
        {
            await writer.DisposeAsync();
        }

        Interlocked.Exchange(ref _taken, null)?.Dispose();
    }

    public async ValueTask DisposeAsync() => await CloseAsync();
}
