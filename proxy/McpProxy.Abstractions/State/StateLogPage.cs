namespace McpProxy.State;

/// <summary>Some events of a log.</summary>
/// <param name="Events">The events in their order.</param>
/// <param name="LastNumber">Number of the newest event of the log, read or not; 0 when there is no such log.</param>
public readonly record struct StateLogPage(IReadOnlyList<StateLogEvent> Events, long LastNumber)
{
    /// <summary>Whether events are missing between the one that was known and those of this page: they were dropped, or the log has ended.</summary>
    /// <param name="after">What was given to the read.</param>
    public bool HasGapAfter(long after) => Events is { Count: > 0 } ? Events[0].Number != after + 1 : LastNumber != after;
}
