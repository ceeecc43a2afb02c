namespace McpProxy.State;

/// <summary>
/// Logs of events that can be read again. The events of a log are numbered 1, 2, 3 and so on without gaps. A log begins with
/// its first event and ends when its time to live has passed; the oldest events are dropped when it grows beyond its limit.
/// </summary>
public interface IStateLogs
{
    /// <summary>Adds an event and begins the log's time to live anew.</summary>
    /// <param name="log">The log's name.</param>
    /// <param name="data">Copied; may be empty.</param>
    /// <param name="limits">How much is kept, and for how long.</param>
    /// <param name="cancellationToken">Gives up; the event may have been added.</param>
    /// <returns>The number of the event.</returns>
    ValueTask<long> AppendAsync(string log, ReadOnlyMemory<byte> data, StateLogLimits limits, CancellationToken cancellationToken = default);

    /// <summary>Reads the events that came after one.</summary>
    /// <param name="log">The log's name.</param>
    /// <param name="after">Number of the last event that is known; 0 for none.</param>
    /// <param name="maxCount">Most events to read, at least 1.</param>
    /// <param name="cancellationToken">Gives up.</param>
    /// <returns>The events in their order; an empty page when there is no such log.</returns>
    ValueTask<StateLogPage> ReadAsync(string log, long after, int maxCount, CancellationToken cancellationToken = default);

    /// <summary>Begins the time to live of a log anew.</summary>
    /// <returns>Whether the log exists.</returns>
    ValueTask<bool> TouchAsync(string log, TimeSpan timeToLive, CancellationToken cancellationToken = default);

    /// <summary>Removes a log with all its events.</summary>
    /// <returns>Whether it existed.</returns>
    ValueTask<bool> RemoveAsync(string log, CancellationToken cancellationToken = default);
}
