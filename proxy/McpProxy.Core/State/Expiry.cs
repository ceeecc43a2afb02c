namespace McpProxy.State;

/// <summary>When things expire, by a clock; and when it is time again to look for what has expired.</summary>
internal sealed class Expiry(TimeProvider time)
{
    private static readonly TimeSpan SweepPeriod = TimeSpan.FromSeconds(15);

    private long _nextSweep;

    /// <summary>The timestamp at which something expires that now has this time to live.</summary>
    public long In(TimeSpan timeToLive)
    {
        ArgumentOutOfRangeException.ThrowIfLessThanOrEqual(timeToLive, TimeSpan.Zero);
        return time.GetTimestamp() + (long)(timeToLive.TotalSeconds * time.TimestampFrequency);
    }

    public bool HasPassed(long timestamp) => time.GetTimestamp() >= timestamp;

    /// <summary>Whether the caller should look for what has expired; true for one caller at each period.</summary>
    public bool IsSweepDue()
    {
        var next = Volatile.Read(ref _nextSweep);
        return HasPassed(next) && Interlocked.CompareExchange(ref _nextSweep, In(SweepPeriod), next) == next;
    }
}
