using System.Collections.Concurrent;
using McpProxy.Configuration;

namespace McpProxy.Mcp.Changes;

/// <summary>Tells every open client of changed lists. Which of them a client asked for is its subscription's business.</summary>
internal sealed class ChangeFeed : IDisposable
{
    private readonly ConcurrentDictionary<ChangeSubscription, bool> _subscriptions = new();
    private readonly LiveConfig _config;

    public ChangeFeed(LiveConfig config)
    {
        _config = config;
        config.ListsChanged += OnListsChanged;
    }

    /// <summary>Begins to note changes of lists in a queue. Dispose the subscription to end it.</summary>
    /// <param name="queue">Takes them.</param>
    /// <param name="lists">The lists the client wants to hear of.</param>
    public ChangeSubscription Subscribe(ChangeQueue queue, CatalogLists lists)
    {
        var subscription = new ChangeSubscription(this, queue, lists);
        _subscriptions[subscription] = true;
        return subscription;
    }

    public void Remove(ChangeSubscription subscription) => _subscriptions.TryRemove(subscription, out _);

    public void Dispose() => _config.ListsChanged -= OnListsChanged;

    private void OnListsChanged(CatalogLists changed)
    {
        foreach (var (subscription, _) in _subscriptions)
        {
            subscription.Tell(changed);
        }
    }
}
