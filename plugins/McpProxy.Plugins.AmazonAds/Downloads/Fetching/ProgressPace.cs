namespace McpProxy.Plugins.AmazonAds.Downloads.Fetching;

/// <summary>Tells a caller how many bytes there are, four times a second at most.</summary>
internal sealed class ProgressPace(Func<long, long?, ValueTask>? report, long? total, TimeProvider time)
{
    private static readonly TimeSpan _pause = TimeSpan.FromMilliseconds(250);

    private long? _last;

    public ValueTask ReportAsync(long bytes)
    {
        if (report is null || (_last is { } last && time.GetElapsedTime(last) < _pause))
        {
            return default;
        }

        _last = time.GetTimestamp();
        return report(bytes, total);
    }
}
