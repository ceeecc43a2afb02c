namespace McpProxy.State;

/// <summary>Records by key. A record whose time to live has passed does not exist any more.</summary>
public interface IStateRecords
{
    /// <summary>Reads a record.</summary>
    /// <returns>The record; null when there is none.</returns>
    ValueTask<StateRecord?> GetAsync(string key, CancellationToken cancellationToken = default);

    /// <summary>Writes a record, whatever was there.</summary>
    /// <param name="key">The key.</param>
    /// <param name="value">Copied.</param>
    /// <param name="timeToLive">Above zero.</param>
    /// <param name="cancellationToken">Gives up; the record may have been written.</param>
    /// <returns>The version it has now.</returns>
    ValueTask<long> SetAsync(string key, ReadOnlyMemory<byte> value, TimeSpan timeToLive, CancellationToken cancellationToken = default);

    /// <summary>Writes a record only if nobody else has written it meanwhile.</summary>
    /// <param name="key">The key.</param>
    /// <param name="value">Copied.</param>
    /// <param name="expectedVersion">The version that was read; 0 when there must be none.</param>
    /// <param name="timeToLive">Above zero.</param>
    /// <param name="cancellationToken">Gives up; the record may have been written.</param>
    /// <returns>The version it has now; null when another version, or none, was there.</returns>
    ValueTask<long?> TrySetAsync(string key, ReadOnlyMemory<byte> value, long expectedVersion, TimeSpan timeToLive, CancellationToken cancellationToken = default);

    /// <summary>Begins the time to live of a record anew.</summary>
    /// <returns>Whether the record exists.</returns>
    ValueTask<bool> TouchAsync(string key, TimeSpan timeToLive, CancellationToken cancellationToken = default);

    /// <summary>Removes a record.</summary>
    /// <returns>Whether it existed.</returns>
    ValueTask<bool> RemoveAsync(string key, CancellationToken cancellationToken = default);
}
