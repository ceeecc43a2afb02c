namespace McpProxy.State;

/// <summary>One event of a log.</summary>
/// <param name="Number">Its number, from 1 on.</param>
/// <param name="Data">The bytes, which are not changed any more.</param>
public readonly record struct StateLogEvent(long Number, ReadOnlyMemory<byte> Data);
