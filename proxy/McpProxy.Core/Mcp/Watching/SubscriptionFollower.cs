using McpProxy.Configuration;
using McpProxy.Mcp.Sessions;
using McpProxy.Tools.Resources;

namespace McpProxy.Mcp.Watching;

/// <summary>
/// Makes a session subscribe here to what it subscribes to by its record: the request that subscribed may have come to
/// another replica than the stream that its changes are told on.
/// </summary>
internal sealed class SubscriptionFollower(LiveConfig config, ResourceWatches watches)
{
    /// <summary>Begins what is missing and ends what is too much. Does not wait for the first poll of what it begins.</summary>
    /// <param name="session">The session.</param>
    /// <param name="uris">URIs of its record; null for none.</param>
    public void Follow(McpSession session, IReadOnlyList<string>? uris)
    {
        foreach (var uri in session.Resources.Uris?.Except(uris ?? [], StringComparer.Ordinal) ?? [])
        {
            session.Resources.Remove(uri);
        }

        var current = config.Current;
        foreach (var uri in uris ?? [])
        {
            // A reload may have taken it away; who was subscribed to it hears of the changed list.
            if (current.Catalog.Find(session.Toolset)?.Resources.Find(uri) is { Resource.IsWatched: true } match)
            {
                _ = AddAsync(session, match, current.Mcp.Limits.MaxSubscriptionsPerClient);
            }
        }
    }

    private async Task AddAsync(McpSession session, ResourceMatch match, int limit)
    {
        try
        {
            await session.Resources.AddAsync(watches, match, limit, session.Ended);
        }
        catch (OperationCanceledException)
        {
            // The session ended meanwhile.
        }
    }
}
