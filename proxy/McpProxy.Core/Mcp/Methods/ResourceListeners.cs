using McpProxy.Mcp.Engines;
using McpProxy.Mcp.Watching;
using McpProxy.Tools.Resources;

namespace McpProxy.Mcp.Methods;

/// <summary>Subscribes a <c>subscriptions/listen</c> to those of the resources it asks for that it can have.</summary>
internal sealed class ResourceListeners(ResourceWatches watches, ResourceReader reader)
{
    /// <summary>Subscribes to what is watched, and what the caller may read.</summary>
    /// <returns>The URIs that will be told of, in the order they were asked for; null when there are too many subscriptions.</returns>
    public async ValueTask<IReadOnlyList<string>?> SubscribeAsync(McpRequest request, IReadOnlyList<string> uris, ResourceSubscriptions subscriptions, CancellationToken cancellationToken)
    {
        if (uris.Count == 0)
        {
            return uris;
        }

        var matches = uris.Select(request.Toolset.Toolset.Resources.Find).OfType<ResourceMatch>().Where(m => m.Resource.IsWatched).ToList();
        // All at once: each may wait for its first poll.
        var outcomes = await Task.WhenAll(matches.Select(m => SubscribeAsync(request, m, subscriptions, cancellationToken)));
        return outcomes.Contains(SubscribeOutcome.TooMany) ? null : [.. matches.Zip(outcomes).Where(p => p.Second == SubscribeOutcome.Subscribed).Select(p => p.First.Uri)];
    }

    private async Task<SubscribeOutcome?> SubscribeAsync(McpRequest request, ResourceMatch match, ResourceSubscriptions subscriptions, CancellationToken cancellationToken)
    {
        if (match.Resource.DependsOnCaller)
        {
            // Who may not read it may not hear of it.
            using var outcome = await reader.TryAsync(request, match, cancellationToken);
            if (outcome.Error is not null)
            {
                return null;
            }
        }

        return await subscriptions.AddAsync(watches, match, request.Toolset.Surface.Config.Limits.MaxSubscriptionsPerClient, cancellationToken);
    }
}
