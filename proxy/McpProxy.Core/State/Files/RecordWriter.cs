using Microsoft.Extensions.Logging;

namespace McpProxy.State.Files;

/// <summary>
/// Brings changes of records to the disk, a batch at a time: while one is being written the next one gathers. The file is
/// written anew when most of it is out of date, and after a write that failed.
/// </summary>
internal sealed class RecordWriter(StateFile file, FileRecords records, TimeProvider time, ILogger logger) : IAsyncDisposable
{
    /// <summary>How long a touched record may wait to be written.</summary>
    private static readonly TimeSpan TouchPeriod = TimeSpan.FromSeconds(5);

    /// <summary>A file smaller than this is never written anew for its size.</summary>
    private const long SmallFile = 1 << 20;

    private readonly SemaphoreSlim _work = new(0);
    private int _isAwake;
    private volatile bool _isStopping;
    private volatile Exception? _failure;
    private ITimer? _touches;
    private Task _loop = Task.CompletedTask;

    /// <summary>Why the last write failed; null when it did not.</summary>
    public Exception? Failure => _failure;

    /// <summary>Writes the file anew, and begins to write what changes.</summary>
    /// <exception cref="IOException">The file cannot be written.</exception>
    public void Start()
    {
        WriteAnew();
        _touches = time.CreateTimer(static state => ((RecordWriter)state!).Wake(), this, TouchPeriod, TouchPeriod);
        _loop = Task.Run(RunAsync);
    }

    /// <summary>Says that there may be something to write. Never blocks.</summary>
    public void Wake()
    {
        if (Interlocked.Exchange(ref _isAwake, 1) == 0)
        {
            _work.Release();
        }
    }

    /// <summary>Writes what is left, and stops.</summary>
    public async ValueTask DisposeAsync()
    {
        _isStopping = true;
        Wake();
        await _loop;
        if (_touches is not null)
        {
            await _touches.DisposeAsync();
        }

        file.Dispose();
        _work.Dispose();
    }

    private async Task RunAsync()
    {
        bool isLast;
        do
        {
            await _work.WaitAsync();
            Interlocked.Exchange(ref _isAwake, 0); // First of all: whoever comes later wakes it again.
            isLast = _isStopping;
            WriteNext();
        }
        while (!isLast);
    }

    private void WriteNext()
    {
        StateBatch? batch = null;
        try
        {
            if (_failure is not null || file.Length > SmallFile + (2 * records.Bytes))
            {
                WriteAnew();
                return;
            }

            batch = records.TakeBatch();
            if (batch is not null)
            {
                file.Append(batch.Changes.WrittenSpan);
                batch.Complete();
            }
        }
        catch (Exception e)
        {
            Fail(e); // First: who is told that a write failed may look at what is wrong.
            batch?.Fail(e);
        }
    }

    private void WriteAnew()
    {
        var before = file.Length;
        var all = records.TakeAll(out var covered);
        try
        {
            file.Rewrite(all);
        }
        catch (Exception e)
        {
            Fail(e);
            covered.Fail(e);
            throw;
        }

        Log.Compacted(logger, before, file.Length);
        if (_failure is not null)
        {
            _failure = null;
            Log.WritesAgain(logger);
        }

        covered.Complete();
    }

    private void Fail(Exception e)
    {
        if (_failure is null)
        {
            Log.WriteFailed(logger, e);
        }

        _failure = e;
    }
}
