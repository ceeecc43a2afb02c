namespace McpProxy.Mcp.Connections;

/// <summary>Work that was begun and must be waited for.</summary>
internal sealed class RunningTasks
{
    private readonly Lock _lock = new();
    private readonly HashSet<Task> _tasks = [];

    public void Add(Task task)
    {
        if (task.IsCompletedSuccessfully)
        {
            return;
        }

        lock (_lock)
        {
            _tasks.Add(task);
        }

        task.ContinueWith(Remove, CancellationToken.None, TaskContinuationOptions.ExecuteSynchronously, TaskScheduler.Default);
    }

    /// <summary>Waits for all that runs at this moment. Rethrows what failed.</summary>
    public Task WhenAll()
    {
        lock (_lock)
        {
            return Task.WhenAll(_tasks);
        }
    }

    private void Remove(Task task)
    {
        lock (_lock)
        {
            // What failed stays, so that whoever waits learns of it.
            if (!task.IsFaulted)
            {
                _tasks.Remove(task);
            }
        }
    }
}
