using System.Buffers;
using System.Buffers.Binary;
using System.Text;

namespace McpProxy.State.Files;

/// <summary>
/// One change as the file has it: kind (1 byte), version (8), expiry in UTC ticks (8), length of the key (4), length of the
/// value (4), key in UTF-8, value. Numbers are little-endian.
/// </summary>
internal readonly ref struct StateChange
{
    private const int HeaderSize = 1 + 8 + 8 + 4 + 4;

    public StateChangeKind Kind { get; private init; }

    public long Version { get; private init; }

    public DateTimeOffset Expires { get; private init; }

    public string Key { get; private init; }

    public ReadOnlySpan<byte> Value { get; private init; }

    public static void Write(IBufferWriter<byte> output, StateChangeKind kind, string key, long version, DateTimeOffset expires, ReadOnlySpan<byte> value)
    {
        var keyLength = Encoding.UTF8.GetByteCount(key);
        var size = HeaderSize + keyLength + value.Length;
        var target = output.GetSpan(size);
        target[0] = (byte)kind;
        BinaryPrimitives.WriteInt64LittleEndian(target[1..], version);
        BinaryPrimitives.WriteInt64LittleEndian(target[9..], expires.UtcTicks);
        BinaryPrimitives.WriteInt32LittleEndian(target[17..], keyLength);
        BinaryPrimitives.WriteInt32LittleEndian(target[21..], value.Length);
        Encoding.UTF8.GetBytes(key, target[HeaderSize..]);
        value.CopyTo(target[(HeaderSize + keyLength)..]);
        output.Advance(size);
    }

    /// <summary>Takes the first change off bytes that were decrypted, hence are as they were written.</summary>
    public static StateChange Take(ref ReadOnlySpan<byte> bytes)
    {
        var keyLength = BinaryPrimitives.ReadInt32LittleEndian(bytes[17..]);
        var valueLength = BinaryPrimitives.ReadInt32LittleEndian(bytes[21..]);
        var change = new StateChange
        {
            Kind = (StateChangeKind)bytes[0],
            Version = BinaryPrimitives.ReadInt64LittleEndian(bytes[1..]),
            Expires = new DateTimeOffset(BinaryPrimitives.ReadInt64LittleEndian(bytes[9..]), TimeSpan.Zero),
            Key = Encoding.UTF8.GetString(bytes.Slice(HeaderSize, keyLength)),
            Value = bytes.Slice(HeaderSize + keyLength, valueLength),
        };
        bytes = bytes[(HeaderSize + keyLength + valueLength)..];
        return change;
    }
}
