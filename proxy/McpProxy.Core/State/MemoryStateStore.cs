namespace McpProxy.State;

/// <summary>The state of one process, or of several hosts in it that share the instance. What has expired is freed in passing, by whoever writes.</summary>
/// <param name="time">The clock.</param>
/// <param name="maxEventBytes">Bytes of events kept over all logs; beyond, the logs that were longest without an event go.</param>
internal sealed class MemoryStateStore(TimeProvider time, Func<long> maxEventBytes) : IStateStore
{
    public IStateRecords Records { get; } = new MemoryRecords(time);

    public IStateLogs Logs { get; } = new MemoryLogs(time, maxEventBytes);

    public IStateChannels Channels { get; } = new MemoryChannels();
}
