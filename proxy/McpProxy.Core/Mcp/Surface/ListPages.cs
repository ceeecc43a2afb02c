using McpProxy.Mcp.Wire;

namespace McpProxy.Mcp.Surface;

/// <summary>The pages of one list in one revision, each written when it is first asked for.</summary>
internal sealed class ListPages
{
    private readonly McpSurface _surface;
    private readonly IListSource _source;
    private readonly ProtocolRevision _revision;
    private readonly byte[]?[] _pages;
    private readonly int _pageSize;
    private readonly TimeSpan _ttl;

    /// <param name="surface">The configuration it is of.</param>
    /// <param name="source">The list.</param>
    /// <param name="revision">The revision.</param>
    /// <param name="ttl">How long clients may keep it; null for as long as the configuration says.</param>
    public ListPages(McpSurface surface, IListSource source, ProtocolRevision revision, TimeSpan? ttl = null)
    {
        _ttl = ttl ?? surface.Config.CacheTtl;
        _surface = surface;
        _source = source;
        _revision = revision;
        _pageSize = Math.Max(1, surface.Config.PageSize);
        _pages = new byte[]?[Math.Max(1, (source.Count + _pageSize - 1) / _pageSize)];
    }

    /// <summary>The page a cursor asks for; null when the cursor is not one of ours.</summary>
    public ReadOnlyMemory<byte>? Find(JsonSlice cursor)
    {
        if (!ListCursor.TryRead(cursor, out var afterName))
        {
            return null;
        }

        var start = afterName.Length == 0 ? 0 : FirstAfter(afterName);
        // Only pages that a client meets by following our cursors are kept: others could be asked for without end.
        return start % _pageSize == 0 && start / _pageSize < _pages.Length
            ? _pages[start / _pageSize] ??= Write(start)
            : Write(start);
    }

    private byte[] Write(int start) => JsonBytes.Write(writer =>
    {
        var end = Math.Min(start + _pageSize, _source.Count);
        writer.WriteStartObject();
        if (_revision.IsModern)
        {
            writer.WriteString("resultType"u8, "complete"u8);
        }

        writer.WriteStartArray(_source.Member);
        for (var i = start; i < end; i++)
        {
            _source.Write(writer, i, _revision);
        }

        writer.WriteEndArray();
        if (end < _source.Count)
        {
            writer.WriteString("nextCursor"u8, ListCursor.Create(_source.Name(end - 1)));
        }

        if (_revision.IsModern)
        {
            CachingWriter.Write(writer, _ttl);
            ServerMetaWriter.Write(writer, _surface.Dialect(_revision));
        }

        writer.WriteEndObject();
    });

    private int FirstAfter(string name)
    {
        int low = 0, high = _source.Count;
        while (low < high)
        {
            var middle = (low + high) / 2;
            if (string.CompareOrdinal(_source.Name(middle), name) <= 0)
            {
                low = middle + 1;
            }
            else
            {
                high = middle;
            }
        }

        return low;
    }
}
