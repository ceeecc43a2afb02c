using System.Buffers;
using System.Runtime.InteropServices;
using System.Security.Cryptography;
using System.Text;

namespace McpProxy.Authentication.Schemes;

/// <summary>The SHA-256 of a credential: what it is looked up by. Who sends credentials cannot choose it, so the time of a lookup tells nothing.</summary>
[StructLayout(LayoutKind.Sequential)]
internal readonly struct Digest : IEquatable<Digest>
{
    /// <summary>Longest credential that is looked at, in characters.</summary>
    public const int MaxLength = 16 * 1024;

    private const int StackBytes = 2048;

    private readonly long _a;
    private readonly long _b;
    private readonly long _c;
    private readonly long _d;

    private Digest(ReadOnlySpan<byte> hash)
    {
        var parts = MemoryMarshal.Cast<byte, long>(hash);
        (_a, _b, _c, _d) = (parts[0], parts[1], parts[2], parts[3]);
    }

    public static Digest Of(ReadOnlySpan<char> credential)
    {
        var count = Encoding.UTF8.GetByteCount(credential);
        var rented = count <= StackBytes ? null : ArrayPool<byte>.Shared.Rent(count);
        var bytes = rented is null ? stackalloc byte[StackBytes] : rented.AsSpan();
        Span<byte> hash = stackalloc byte[SHA256.HashSizeInBytes];
        SHA256.HashData(bytes[..Encoding.UTF8.GetBytes(credential, bytes)], hash);
        if (rented is not null)
        {
            ArrayPool<byte>.Shared.Return(rented, clearArray: true);
        }

        return new Digest(hash);
    }

    /// <summary>Reads 64 hexadecimal digits.</summary>
    public static bool TryParse(ReadOnlySpan<char> hex, out Digest digest)
    {
        Span<byte> hash = stackalloc byte[SHA256.HashSizeInBytes];
        var isDigest = hex.Length == 2 * SHA256.HashSizeInBytes && Convert.FromHexString(hex, hash, out _, out _) == OperationStatus.Done;
        digest = isDigest ? new Digest(hash) : default;
        return isDigest;
    }

    public bool Equals(Digest other) =>
        CryptographicOperations.FixedTimeEquals(MemoryMarshal.AsBytes(new ReadOnlySpan<Digest>(in this)), MemoryMarshal.AsBytes(new ReadOnlySpan<Digest>(in other)));

    public override bool Equals(object? obj) => obj is Digest other && Equals(other);

    public override int GetHashCode() => _a.GetHashCode();

    /// <summary>64 hexadecimal digits in lower case.</summary>
    public override string ToString() => Convert.ToHexStringLower(MemoryMarshal.AsBytes(new ReadOnlySpan<Digest>(in this)));
}
