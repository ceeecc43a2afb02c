using System.Collections.Concurrent;
using System.Text;
using McpProxy.State;

namespace McpProxy.IntegrationTests.TokenExchange;

/// <summary>A store in memory that keeps every record that was ever written, to be looked through.</summary>
internal sealed class RecordingStore(TimeProvider time) : IStateStore, IStateRecords
{
    private readonly MemoryStateStore _store = new(time, () => 1 << 20);

    public ConcurrentQueue<string> Written { get; } = new();

    public IStateRecords Records => this;

    public IStateLogs Logs => _store.Logs;

    public IStateChannels Channels => _store.Channels;

    public ValueTask<StateRecord?> GetAsync(string key, CancellationToken cancellationToken = default) => _store.Records.GetAsync(key, cancellationToken);

    public ValueTask<long> SetAsync(string key, ReadOnlyMemory<byte> value, TimeSpan timeToLive, CancellationToken cancellationToken = default)
    {
        Note(key, value);
        return _store.Records.SetAsync(key, value, timeToLive, cancellationToken);
    }

    public ValueTask<long?> TrySetAsync(string key, ReadOnlyMemory<byte> value, long expectedVersion, TimeSpan timeToLive, CancellationToken cancellationToken = default)
    {
        Note(key, value);
        return _store.Records.TrySetAsync(key, value, expectedVersion, timeToLive, cancellationToken);
    }

    public ValueTask<bool> TouchAsync(string key, TimeSpan timeToLive, CancellationToken cancellationToken = default) => _store.Records.TouchAsync(key, timeToLive, cancellationToken);

    public ValueTask<bool> RemoveAsync(string key, CancellationToken cancellationToken = default) => _store.Records.RemoveAsync(key, cancellationToken);

    private void Note(string key, ReadOnlyMemory<byte> value) => Written.Enqueue($"{key} {Encoding.Latin1.GetString(value.Span)}");
}
