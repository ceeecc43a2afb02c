using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Security.Cryptography;

namespace McpProxy.Tools.Compilation;

/// <summary>The SHA-256 of a schema's text.</summary>
[StructLayout(LayoutKind.Sequential)]
internal readonly record struct SchemaDigest(UInt128 High, UInt128 Low)
{
    public const int Size = SHA256.HashSizeInBytes;

    public static SchemaDigest Of(ReadOnlySpan<byte> text)
    {
        Unsafe.SkipInit(out SchemaDigest digest);
        SHA256.HashData(text, MemoryMarshal.AsBytes(new Span<SchemaDigest>(ref digest)));
        return digest;
    }

    public override int GetHashCode() => (int)Low;
}
