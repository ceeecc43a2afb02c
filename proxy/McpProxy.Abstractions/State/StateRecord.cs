namespace McpProxy.State;

/// <summary>What a key holds.</summary>
/// <param name="Value">The bytes, which are not changed any more.</param>
/// <param name="Version">Above 0, and another one after every write, also after the record was removed and written again.</param>
public readonly record struct StateRecord(ReadOnlyMemory<byte> Value, long Version);
