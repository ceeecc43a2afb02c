using System.Collections.Concurrent;
using McpProxy.Mcp.Wire;
using McpProxy.Tools.Disclosure;

namespace McpProxy.Mcp.Surface;

/// <summary>
/// The lists of tools of clients that have enabled some, for an endpoint and callers who may do the same: one for all clients that have enabled the same.
/// Few are kept, as each may be as long as the whole list; others are written when they are asked for.
/// </summary>
internal sealed class EnabledLists(ToolsetSurface surface)
{
    private const int MostKept = 16;

    private readonly ConcurrentDictionary<(string Enabled, int Revision), ListPages> _lists = new();

    public ListPages For(EnabledTools enabled, ProtocolRevision revision)
    {
        var key = (enabled.Key, revision.Index);
        if (_lists.TryGetValue(key, out var pages))
        {
            return pages;
        }

        if (_lists.Count >= MostKept)
        {
            _lists.Clear();
        }

        return _lists.GetOrAdd(key, _ => new ListPages(surface.Surface, new ToolListSource(surface.Toolset.ListedWith(enabled)), revision, TimeSpan.Zero));
    }
}
