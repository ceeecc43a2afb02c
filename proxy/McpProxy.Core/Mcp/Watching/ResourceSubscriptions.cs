using McpProxy.Mcp.Changes;
using McpProxy.Tools.Resources;

namespace McpProxy.Mcp.Watching;

/// <summary>The resources one client subscribes to. Thread-safe.</summary>
/// <param name="queue">Takes the changes.</param>
/// <param name="principal">The caller (<see cref="Sessions.PrincipalKey"/>).</param>
internal sealed class ResourceSubscriptions(ChangeQueue queue, string principal) : IDisposable
{
    private readonly Lock _lock = new();
    private readonly Dictionary<string, IDisposable?> _byUri = new(StringComparer.Ordinal);
    private bool _isDisposed;

    /// <summary>What is subscribed to, in no order; null for nothing.</summary>
    public IReadOnlyList<string>? Uris
    {
        get
        {
            lock (_lock)
            {
                return _byUri.Count == 0 ? null : [.. _byUri.Keys];
            }
        }
    }

    /// <summary>Subscribes to a resource; to one that is subscribed to already, nothing changes.</summary>
    /// <param name="watches">Where.</param>
    /// <param name="match">A watched resource.</param>
    /// <param name="limit">Most subscriptions of one client.</param>
    /// <param name="cancellationToken">The caller left.</param>
    public async ValueTask<SubscribeOutcome> AddAsync(ResourceWatches watches, ResourceMatch match, int limit, CancellationToken cancellationToken)
    {
        lock (_lock)
        {
            if (_byUri.ContainsKey(match.Uri))
            {
                return SubscribeOutcome.Subscribed;
            }

            if (_byUri.Count >= limit)
            {
                return SubscribeOutcome.TooManyOfClient;
            }

            _byUri.Add(match.Uri, null); // Holds its place while it is being made.
        }

        IDisposable? subscription = null;
        try
        {
            subscription = await watches.SubscribeAsync(match, principal, queue, cancellationToken);
        }
        finally
        {
            Complete(match.Uri, subscription);
        }

        return subscription is null ? SubscribeOutcome.TooMany : SubscribeOutcome.Subscribed;
    }

    /// <summary>Ends a subscription; nothing happens when there is none.</summary>
    public void Remove(string uri)
    {
        IDisposable? subscription;
        lock (_lock)
        {
            _byUri.Remove(uri, out subscription);
        }

        subscription?.Dispose();
    }

    public void Dispose()
    {
        lock (_lock)
        {
            _isDisposed = true;
            foreach (var (_, subscription) in _byUri)
            {
                subscription?.Dispose();
            }

            _byUri.Clear();
        }
    }

    private void Complete(string uri, IDisposable? subscription)
    {
        lock (_lock)
        {
            if (subscription is null)
            {
                _byUri.Remove(uri);
            }
            else if (_isDisposed || !_byUri.ContainsKey(uri))
            {
                subscription.Dispose(); // Ended meanwhile.
            }
            else
            {
                _byUri[uri] = subscription;
            }
        }
    }
}
