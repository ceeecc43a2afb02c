using McpProxy.State;

namespace McpProxy.IntegrationTests.OAuth;

/// <summary>A store whose records can be out of reach.</summary>
internal sealed class FailingStateStore(TimeProvider time) : IStateStore, IStateRecords
{
    private readonly MemoryStateStore _store = new(time, () => long.MaxValue);

    public bool IsFailing { get; set; }

    /// <summary>Whether a write is done, and its answer lost.</summary>
    public Func<bool>? LosesAnswer { get; set; }

    public IStateRecords Records => LosesAnswer is { } loses ? new Lossy(_store.Records, loses) : IsFailing ? this : _store.Records;

    public IStateLogs Logs => _store.Logs;

    public IStateChannels Channels => _store.Channels;

    ValueTask<StateRecord?> IStateRecords.GetAsync(string key, CancellationToken cancellationToken) => throw new IOException("The disk is gone.");

    ValueTask<long> IStateRecords.SetAsync(string key, ReadOnlyMemory<byte> value, TimeSpan timeToLive, CancellationToken cancellationToken) => throw new IOException("The disk is gone.");

    ValueTask<long?> IStateRecords.TrySetAsync(string key, ReadOnlyMemory<byte> value, long expectedVersion, TimeSpan timeToLive, CancellationToken cancellationToken) => throw new IOException("The disk is gone.");

    ValueTask<bool> IStateRecords.TouchAsync(string key, TimeSpan timeToLive, CancellationToken cancellationToken) => throw new IOException("The disk is gone.");

    ValueTask<bool> IStateRecords.RemoveAsync(string key, CancellationToken cancellationToken) => throw new IOException("The disk is gone.");

    private sealed class Lossy(IStateRecords records, Func<bool> loses) : IStateRecords
    {
        public ValueTask<StateRecord?> GetAsync(string key, CancellationToken cancellationToken) => records.GetAsync(key, cancellationToken);

        public ValueTask<long> SetAsync(string key, ReadOnlyMemory<byte> value, TimeSpan timeToLive, CancellationToken cancellationToken) => records.SetAsync(key, value, timeToLive, cancellationToken);

        public async ValueTask<long?> TrySetAsync(string key, ReadOnlyMemory<byte> value, long expectedVersion, TimeSpan timeToLive, CancellationToken cancellationToken)
        {
            var version = await records.TrySetAsync(key, value, expectedVersion, timeToLive, cancellationToken);
            return loses() ? throw new IOException("The answer is lost.") : version;
        }

        public ValueTask<bool> TouchAsync(string key, TimeSpan timeToLive, CancellationToken cancellationToken) => records.TouchAsync(key, timeToLive, cancellationToken);

        public ValueTask<bool> RemoveAsync(string key, CancellationToken cancellationToken) => records.RemoveAsync(key, cancellationToken);
    }
}
