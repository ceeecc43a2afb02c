using System.Buffers.Binary;
using System.Security.Cryptography;

namespace McpProxy.Tools.Compilation;

/// <summary>The SHA-256 of a schema's text. A class, as code of maps over values of ours is not compiled ahead of time, and a start would wait for it.</summary>
internal sealed class SchemaDigest : IEquatable<SchemaDigest>
{
    public const int Size = SHA256.HashSizeInBytes;

    private readonly byte[] _bytes;

    private SchemaDigest(byte[] bytes) => _bytes = bytes;

    public ReadOnlySpan<byte> Bytes => _bytes;

    public static SchemaDigest Of(ReadOnlySpan<byte> text) => new(SHA256.HashData(text));

    /// <summary>The digest that stands in a file.</summary>
    public static SchemaDigest Read(ReadOnlySpan<byte> bytes) => new(bytes[..Size].ToArray());

    public bool Equals(SchemaDigest? other) => other is not null && Bytes.SequenceEqual(other.Bytes);

    public override bool Equals(object? obj) => Equals(obj as SchemaDigest);

    public override int GetHashCode() => BinaryPrimitives.ReadInt32LittleEndian(_bytes);
}
