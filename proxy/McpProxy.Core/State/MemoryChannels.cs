using System.Collections.Concurrent;

namespace McpProxy.State;

/// <summary>Channels within one process: a message is received before publishing it returns.</summary>
internal sealed class MemoryChannels : IStateChannels
{
    private readonly ConcurrentDictionary<string, MemorySubscription[]> _channels = new(StringComparer.Ordinal);

    public ValueTask PublishAsync(string channel, ReadOnlyMemory<byte> message, CancellationToken cancellationToken = default)
    {
        foreach (var subscription in _channels.GetValueOrDefault(channel, []))
        {
            subscription.Receive(message);
        }

        return default;
    }

    public ValueTask<IAsyncDisposable> SubscribeAsync(string channel, Action<ReadOnlyMemory<byte>> receive, CancellationToken cancellationToken = default)
    {
        var subscription = new MemorySubscription(this, channel, receive);
        _channels.AddOrUpdate(channel, static (_, added) => [added], static (_, others, added) => [.. others, added], subscription);
        return new(subscription);
    }

    public void Remove(MemorySubscription subscription)
    {
        while (_channels.TryGetValue(subscription.Channel, out var all) && all.Contains(subscription))
        {
            var others = all.Where(s => s != subscription).ToArray();
            if (others.Length > 0 ? _channels.TryUpdate(subscription.Channel, others, all) : _channels.TryRemove(KeyValuePair.Create(subscription.Channel, all)))
            {
                return;
            }
        }
    }
}
