using McpProxy.Configuration;
using McpProxy.Mcp.Changes;
using McpProxy.Tools.Resources;

namespace McpProxy.Mcp.Watching;

/// <summary>
/// The resources that clients subscribe to at this moment. Each is watched once, however many clients subscribe, and only
/// while one does.
/// </summary>
internal sealed class ResourceWatches(LiveConfig config, ResourcePoller poller, ResourceSignals signals, TimeProvider time) : IDisposable
{
    /// <summary>How long a subscription waits to know what it has, so that no change after its answer is missed.</summary>
    private static readonly TimeSpan LongestWait = TimeSpan.FromSeconds(2);

    private readonly Lock _lock = new();
    private readonly Dictionary<string, ResourceWatch> _watches = new(StringComparer.Ordinal);
    private readonly StreamSlots _slots = new();

    /// <summary>Begins to note changes of a resource in a queue.</summary>
    /// <param name="match">A watched resource.</param>
    /// <param name="principal">The caller (<see cref="Sessions.PrincipalKey"/>).</param>
    /// <param name="queue">Takes the changes.</param>
    /// <param name="cancellationToken">The caller left.</param>
    /// <returns>Dispose it to end; null when there are too many subscriptions, or the caller has its share.</returns>
    public async ValueTask<IDisposable?> SubscribeAsync(ResourceMatch match, string principal, ChangeQueue queue, CancellationToken cancellationToken)
    {
        await signals.ListenAsync(Tell);
        if (Add(match, principal, queue) is not { } watch)
        {
            return null;
        }

        var subscription = new Subscription(this, watch, principal, queue);
        try
        {
            await watch.Ready.WaitAsync(LongestWait, time, cancellationToken);
        }
        catch (TimeoutException)
        {
            // A slow upstream must not hold the client up; what it holds now is known a little later.
        }
        catch (OperationCanceledException)
        {
            subscription.Dispose();
            throw;
        }

        return subscription;
    }

    /// <summary>Tells the subscribers of a resource, on all replicas, that its upstream says it changed. Those that no webhook is configured for hear nothing.</summary>
    public ValueTask SignalAsync(string uri, CancellationToken cancellationToken) =>
        config.Current.Catalog.All.Resources.Find(uri) is { Resource.HasWebhook: true } ? signals.PublishAsync(uri, cancellationToken) : default;

    public void Dispose()
    {
        lock (_lock)
        {
            foreach (var (_, watch) in _watches)
            {
                watch.Dispose();
            }

            _watches.Clear();
        }
    }

    private void Tell(string uri)
    {
        ResourceWatch? watch;
        lock (_lock)
        {
            _watches.TryGetValue(uri, out watch);
        }

        watch?.Tell();
    }

    private ResourceWatch? Add(ResourceMatch match, string principal, ChangeQueue queue)
    {
        lock (_lock)
        {
            if (!_slots.TryTake(principal, config.Current.Mcp.Limits.MaxSubscriptions))
            {
                return null;
            }

            if (!_watches.TryGetValue(match.Uri, out var watch))
            {
                watch = new ResourceWatch(match.Uri, config, poller, time, new Random());
                _watches.Add(match.Uri, watch);
                _ = Task.Run(watch.RunAsync); // Ends by itself; nothing escapes it but faults of the corridor, which are outcomes.
            }

            watch.Add(queue);
            return watch;
        }
    }

    private void Remove(ResourceWatch watch, string principal, ChangeQueue queue)
    {
        lock (_lock)
        {
            _slots.Release(principal);
            if (watch.Remove(queue) == 0 && _watches.TryGetValue(watch.Uri, out var current) && current == watch)
            {
                _watches.Remove(watch.Uri);
                watch.Dispose();
            }
        }
    }

    private sealed class Subscription(ResourceWatches owner, ResourceWatch watch, string principal, ChangeQueue queue) : IDisposable
    {
        private ResourceWatch? _watch = watch;

        public void Dispose()
        {
            if (Interlocked.Exchange(ref _watch, null) is { } watch)
            {
                owner.Remove(watch, principal, queue);
            }
        }
    }
}
