namespace McpProxy.State;

/// <summary>
/// What the replicas of one proxy share: small records, short logs of events, and channels to tell each other. Kept in memory
/// unless a plugin registers another <see cref="IStateStore"/>; then replicas behind a load balancer act as one.
/// All members are thread-safe. One that cannot work at the moment throws <see cref="StateUnavailableException"/>.
/// Names are ASCII without control characters, at most 256 of them; a store may put a prefix of its own before them.
/// </summary>
public interface IStateStore
{
    /// <summary>Records by key, each with a time to live.</summary>
    IStateRecords Records { get; }

    /// <summary>Logs of events, each event with a number.</summary>
    IStateLogs Logs { get; }

    /// <summary>Messages to whoever listens at this moment.</summary>
    IStateChannels Channels { get; }
}
