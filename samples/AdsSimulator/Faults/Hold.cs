namespace AdsSimulator.Faults;

/// <summary>Lets waiting requests go on when it is disposed.</summary>
internal sealed class Hold(Action release) : IDisposable
{
    private readonly TaskCompletionSource _released = new(TaskCreationOptions.RunContinuationsAsynchronously);

    public Task Released => _released.Task;

    public void Dispose()
    {
        release();
        _released.TrySetResult();
    }
}
