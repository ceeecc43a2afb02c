using System.Buffers;
using System.Runtime.InteropServices;
using System.Security.Cryptography;
using System.Text;

namespace McpProxy.Plugins.Credentials.TokenExchange.Running;

/// <summary>The SHA-256 of a credential, as a value: what is kept for it is found without making a text of it first.</summary>
[StructLayout(LayoutKind.Sequential)]
internal readonly record struct CredentialDigest
{
    private const int StackBytes = 1024;

    private readonly long _a;
    private readonly long _b;
    private readonly long _c;
    private readonly long _d;

    private CredentialDigest(ReadOnlySpan<byte> hash)
    {
        var parts = MemoryMarshal.Cast<byte, long>(hash);
        (_a, _b, _c, _d) = (parts[0], parts[1], parts[2], parts[3]);
    }

    public static CredentialDigest Of(ReadOnlySpan<char> credential)
    {
        var count = Encoding.UTF8.GetMaxByteCount(credential.Length);
        var rented = count <= StackBytes ? null : ArrayPool<byte>.Shared.Rent(count);
        var bytes = rented is null ? stackalloc byte[StackBytes] : rented.AsSpan();
        Span<byte> hash = stackalloc byte[SHA256.HashSizeInBytes];
        SHA256.HashData(bytes[..Encoding.UTF8.GetBytes(credential, bytes)], hash);
        if (rented is not null)
        {
            ArrayPool<byte>.Shared.Return(rented, clearArray: true);
        }

        return new(hash);
    }

    /// <summary>Reads 64 hexadecimal digits.</summary>
    public static bool TryParse(ReadOnlySpan<char> hex, out CredentialDigest digest)
    {
        Span<byte> hash = stackalloc byte[SHA256.HashSizeInBytes];
        var isDigest = hex.Length == 2 * SHA256.HashSizeInBytes && Convert.FromHexString(hex, hash, out _, out _) == OperationStatus.Done;
        digest = isDigest ? new(hash) : default;
        return isDigest;
    }

    /// <summary>Who sends credentials cannot choose their hash.</summary>
    public override int GetHashCode() => (int)_a;

    /// <summary>64 hexadecimal digits in lower case.</summary>
    public override string ToString() => Convert.ToHexStringLower(MemoryMarshal.AsBytes(new ReadOnlySpan<CredentialDigest>(in this)));
}
