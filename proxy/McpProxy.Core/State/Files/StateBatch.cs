using System.Buffers;

namespace McpProxy.State.Files;

/// <summary>Changes that are written together, and whoever waits for them. Not thread-safe.</summary>
internal sealed class StateBatch
{
    private readonly TaskCompletionSource _written = new(TaskCreationOptions.RunContinuationsAsynchronously);

    /// <summary>The changes, encoded as <see cref="StateChange"/> does.</summary>
    public ArrayBufferWriter<byte> Changes { get; } = new();

    /// <summary>Ends when the changes are on the disk, or with the reason why they are not.</summary>
    public Task Written => _written.Task;

    public void Complete() => _written.TrySetResult();

    public void Fail(Exception cause)
    {
        _written.TrySetException(new StateUnavailableException("The state file cannot be written.", cause));
        _ = _written.Task.Exception; // Nobody may be waiting.
    }
}
