using System.Buffers;
using System.Runtime.InteropServices;
using System.Security.Cryptography;
using System.Text;

namespace McpProxy.Credentials;

/// <summary>
/// The SHA-256 of a credential, as a value: what is kept for a credential is looked up by it, so that no key holds the credential and
/// no text has to be made of the hash. Who sends credentials cannot choose it, so the time of a lookup tells nothing.
/// </summary>
[StructLayout(LayoutKind.Sequential)]
public readonly struct CredentialDigest : IEquatable<CredentialDigest>
{
    private const int StackBytes = 2048;

    private readonly long _a;
    private readonly long _b;
    private readonly long _c;
    private readonly long _d;

    private CredentialDigest(ReadOnlySpan<byte> hash)
    {
        var parts = MemoryMarshal.Cast<byte, long>(hash);
        (_a, _b, _c, _d) = (parts[0], parts[1], parts[2], parts[3]);
    }

    /// <summary>Whether two digests are equal.</summary>
    public static bool operator ==(CredentialDigest left, CredentialDigest right) => left.Equals(right);

    /// <summary>Whether two digests differ.</summary>
    public static bool operator !=(CredentialDigest left, CredentialDigest right) => !left.Equals(right);

    /// <summary>The digest of a credential's UTF-8.</summary>
    /// <param name="credential">The credential, of any length; bounds are the caller's affair.</param>
    public static CredentialDigest Of(ReadOnlySpan<char> credential)
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

        return new(hash);
    }

    /// <summary>Reads what <see cref="ToString"/> writes.</summary>
    /// <param name="hex">64 hexadecimal digits of either case.</param>
    /// <param name="digest">The digest; that of nothing in particular when it is no such text.</param>
    /// <returns>Whether it is such a text.</returns>
    public static bool TryParse(ReadOnlySpan<char> hex, out CredentialDigest digest)
    {
        Span<byte> hash = stackalloc byte[SHA256.HashSizeInBytes];
        var isDigest = hex.Length == 2 * SHA256.HashSizeInBytes && Convert.FromHexString(hex, hash, out _, out _) == OperationStatus.Done;
        digest = isDigest ? new(hash) : default;
        return isDigest;
    }

    /// <summary>Whether two digests are equal. Takes as long whatever they differ in.</summary>
    public bool Equals(CredentialDigest other) => ((_a ^ other._a) | (_b ^ other._b) | (_c ^ other._c) | (_d ^ other._d)) == 0;

    /// <inheritdoc />
    public override bool Equals(object? obj) => obj is CredentialDigest other && Equals(other);

    /// <inheritdoc />
    public override int GetHashCode() => _a.GetHashCode();

    /// <summary>64 hexadecimal digits in lower case.</summary>
    public override string ToString() => Convert.ToHexStringLower(MemoryMarshal.AsBytes(new ReadOnlySpan<CredentialDigest>(in this)));
}
