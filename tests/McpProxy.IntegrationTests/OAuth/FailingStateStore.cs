using McpProxy.State;

namespace McpProxy.IntegrationTests.OAuth;

/// <summary>A store whose records can be out of reach.</summary>
internal sealed class FailingStateStore(TimeProvider time) : IStateStore, IStateRecords
{
    private readonly MemoryStateStore _store = new(time, () => long.MaxValue);

    public bool IsFailing { get; set; }

    public IStateRecords Records => IsFailing ? this : _store.Records;

    public IStateLogs Logs => _store.Logs;

    public IStateChannels Channels => _store.Channels;

    ValueTask<StateRecord?> IStateRecords.GetAsync(string key, CancellationToken cancellationToken) => throw new IOException("The disk is gone.");

    ValueTask<long> IStateRecords.SetAsync(string key, ReadOnlyMemory<byte> value, TimeSpan timeToLive, CancellationToken cancellationToken) => throw new IOException("The disk is gone.");

    ValueTask<long?> IStateRecords.TrySetAsync(string key, ReadOnlyMemory<byte> value, long expectedVersion, TimeSpan timeToLive, CancellationToken cancellationToken) => throw new IOException("The disk is gone.");

    ValueTask<bool> IStateRecords.TouchAsync(string key, TimeSpan timeToLive, CancellationToken cancellationToken) => throw new IOException("The disk is gone.");

    ValueTask<bool> IStateRecords.RemoveAsync(string key, CancellationToken cancellationToken) => throw new IOException("The disk is gone.");
}
