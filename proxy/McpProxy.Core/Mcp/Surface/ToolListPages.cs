using McpProxy.Mcp.Wire;

namespace McpProxy.Mcp.Surface;

/// <summary>The pages of one tool list in one revision, each written when it is first asked for.</summary>
internal sealed class ToolListPages
{
    private readonly ToolsetSurface _toolset;
    private readonly ProtocolRevision _revision;
    private readonly byte[]?[] _pages;
    private readonly int _pageSize;

    public ToolListPages(ToolsetSurface toolset, ProtocolRevision revision)
    {
        _toolset = toolset;
        _revision = revision;
        _pageSize = Math.Max(1, toolset.Surface.Config.PageSize);
        _pages = new byte[]?[Math.Max(1, (toolset.Toolset.Tools.Length + _pageSize - 1) / _pageSize)];
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

    private byte[] Write(int start)
    {
        var count = Math.Min(_pageSize, _toolset.Toolset.Tools.Length - start);
        return ToolListWriter.Write(_toolset, _revision, start, count);
    }

    private int FirstAfter(string name)
    {
        var tools = _toolset.Toolset.Tools;
        int low = 0, high = tools.Length;
        while (low < high)
        {
            var middle = (low + high) / 2;
            if (string.CompareOrdinal(tools[middle].Name, name) <= 0)
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
