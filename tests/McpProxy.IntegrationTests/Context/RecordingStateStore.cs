using McpProxy.State;

namespace McpProxy.IntegrationTests.Context;

/// <summary>State in memory that tells the keys that were written only if they had not changed.</summary>
internal sealed class RecordingStateStore : IStateStore, IStateRecords
{
    private readonly MemoryStateStore _inner = new(TimeProvider.System, () => long.MaxValue);

    public HashSet<string> Written { get; } = [];

    public IStateRecords Records => this;

    public IStateLogs Logs => _inner.Logs;

    public IStateChannels Channels => _inner.Channels;

    public ValueTask<StateRecord?> GetAsync(string key, CancellationToken cancellationToken = default) => _inner.Records.GetAsync(key, cancellationToken);

    public ValueTask<long> SetAsync(string key, ReadOnlyMemory<byte> value, TimeSpan timeToLive, CancellationToken cancellationToken = default) =>
        _inner.Records.SetAsync(key, value, timeToLive, cancellationToken);

    public ValueTask<long?> TrySetAsync(string key, ReadOnlyMemory<byte> value, long expectedVersion, TimeSpan timeToLive, CancellationToken cancellationToken = default)
    {
        Written.Add(key);
        return _inner.Records.TrySetAsync(key, value, expectedVersion, timeToLive, cancellationToken);
    }

    public ValueTask<bool> TouchAsync(string key, TimeSpan timeToLive, CancellationToken cancellationToken = default) => _inner.Records.TouchAsync(key, timeToLive, cancellationToken);

    public ValueTask<bool> RemoveAsync(string key, CancellationToken cancellationToken = default) => _inner.Records.RemoveAsync(key, cancellationToken);
}
