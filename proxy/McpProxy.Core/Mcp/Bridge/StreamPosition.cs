namespace McpProxy.Mcp.Bridge;

/// <summary>Where a stream of an initialize-era server can be taken up again.</summary>
internal sealed class StreamPosition
{
    private static readonly TimeSpan DefaultDelay = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan LongestDelay = TimeSpan.FromSeconds(30);

    /// <summary>The id of the last event; null while the server has given none, and then it cannot be resumed.</summary>
    public string? LastEventId { get; private set; }

    /// <summary>What the server asked to be waited before the next attempt (<c>retry</c>), up to half a minute.</summary>
    public TimeSpan Delay { get; private set; } = DefaultDelay;

    public void Note(string lastEventId, TimeSpan reconnectionInterval)
    {
        if (lastEventId.Length > 0)
        {
            LastEventId = lastEventId;
        }

        if (reconnectionInterval > TimeSpan.Zero)
        {
            Delay = reconnectionInterval < LongestDelay ? reconnectionInterval : LongestDelay;
        }
    }

    /// <summary>The wait before the next attempt: what the server asked for, doubled by each failure in a row.</summary>
    public TimeSpan DelayAfter(int failures)
    {
        var delay = Delay * Math.Pow(2, Math.Max(0, failures - 1));
        return delay < LongestDelay ? delay : LongestDelay;
    }
}
