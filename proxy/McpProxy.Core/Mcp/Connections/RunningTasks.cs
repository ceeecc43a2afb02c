using System.Runtime.ExceptionServices;

namespace McpProxy.Mcp.Connections;

/// <summary>Work that was begun and must be waited for. Thread-safe.</summary>
internal sealed class RunningTasks
{
    private readonly Lock _lock = new();
    private int _running;
    private ExceptionDispatchInfo? _failure;
    private TaskCompletionSource? _idle;

    /// <summary>Begins some work. It counts before its first step: who is told to stop in that moment waits for it.</summary>
    public void Run(Func<Task> work)
    {
        lock (_lock)
        {
            _running++;
        }

        _ = ObserveAsync(work);
    }

    /// <summary>Takes work that runs already.</summary>
    public void Add(Task work) => Run(() => work);

    /// <summary>Waits until nothing runs. Rethrows what failed first.</summary>
    public async Task WhenAll()
    {
        Task idle;
        lock (_lock)
        {
            idle = _running == 0 ? Task.CompletedTask : (_idle ??= new(TaskCreationOptions.RunContinuationsAsynchronously)).Task;
        }

        await idle;
        _failure?.Throw();
    }

    private async Task ObserveAsync(Func<Task> work)
    {
        try
        {
            await work();
        }
        catch (Exception exception)
        {
            Interlocked.CompareExchange(ref _failure, ExceptionDispatchInfo.Capture(exception), null);
        }

        lock (_lock)
        {
            _running--;
            if (_running == 0)
            {
                _idle?.TrySetResult();
                _idle = null;
            }
        }
    }
}
