namespace McpProxy.State;

/// <summary>A record in memory. It is replaced by every write; only its time changes.</summary>
internal sealed class MemoryRecord(byte[] value, long version, long expires)
{
    private long _expires = expires;

    public byte[] Value { get; } = value;

    public long Version { get; } = version;

    /// <summary>Timestamp at which it does not exist any more.</summary>
    public long Expires
    {
        get => Volatile.Read(ref _expires);
        set => Volatile.Write(ref _expires, value);
    }
}
