using McpProxy.Configuration;

namespace McpProxy.Mcp.Changes;

/// <summary>One client's wish to hear of changed lists.</summary>
internal sealed class ChangeSubscription(ChangeFeed feed, ChangeQueue queue, CatalogLists lists) : IDisposable
{
    /// <summary>Notes those of the changed lists that the client wants to hear of.</summary>
    public void Tell(CatalogLists changed)
    {
        changed &= lists;
        if ((changed & CatalogLists.Tools) != 0)
        {
            queue.Add(new Change(ChangeKind.ToolsList));
        }

        if ((changed & CatalogLists.Prompts) != 0)
        {
            queue.Add(new Change(ChangeKind.PromptsList));
        }

        if ((changed & CatalogLists.Resources) != 0)
        {
            queue.Add(new Change(ChangeKind.ResourcesList));
        }
    }

    public void Dispose() => feed.Remove(this);
}
