namespace McpProxy.State;

/// <summary>One listener of a channel.</summary>
internal sealed class MemorySubscription(MemoryChannels owner, string channel, Action<ReadOnlyMemory<byte>> receive) : IAsyncDisposable
{
    public string Channel { get; } = channel;

    public void Receive(ReadOnlyMemory<byte> message) => receive(message);

    public ValueTask DisposeAsync()
    {
        owner.Remove(this);
        return default;
    }
}
