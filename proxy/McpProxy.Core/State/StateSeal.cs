using System.Collections.Concurrent;
using System.Security.Cryptography;
using System.Text;

namespace McpProxy.State;

/// <summary>
/// <see cref="ISeal"/>: format version (1 byte), key id (4), nonce (12), cipher text, tag (16). Each purpose has a key of its own,
/// derived with HKDF-SHA256 (RFC 5869), so that no purpose can be played against another.
/// </summary>
/// <param name="secrets">The keys as configured, the one that seals first; a random one when there are none.</param>
internal sealed class StateSeal(IReadOnlyList<string> secrets) : ISeal
{
    private const byte Format = 1;
    private const int KeyIdSize = 4;
    private const int NonceSize = 12;
    private const int TagSize = 16;
    private const int HeaderSize = 1 + KeyIdSize + NonceSize;
    private const int KeySize = 32;

    private readonly SealKey[] _keys = secrets.Count == 0 ? [SealKey.OfThisProcess()] : [.. secrets.Select(SealKey.Of)];

    public byte[] Seal(string purpose, ReadOnlySpan<byte> plain, ReadOnlySpan<byte> associated)
    {
        var result = new byte[HeaderSize + plain.Length + TagSize];
        var key = _keys[0];
        result[0] = Format;
        key.Id.CopyTo(result.AsSpan(1));
        var nonce = result.AsSpan(1 + KeyIdSize, NonceSize);
        RandomNumberGenerator.Fill(nonce);
        using var aes = new AesGcm(key.For(purpose), TagSize);
        aes.Encrypt(nonce, plain, result.AsSpan(HeaderSize, plain.Length), result.AsSpan(HeaderSize + plain.Length), associated);
        return result;
    }

    public byte[]? Open(string purpose, ReadOnlySpan<byte> bytes, ReadOnlySpan<byte> associated)
    {
        if (bytes.Length < HeaderSize + TagSize || bytes[0] != Format)
        {
            return null;
        }

        var length = bytes.Length - HeaderSize - TagSize;
        foreach (var key in _keys)
        {
            if (bytes.Slice(1, KeyIdSize).SequenceEqual(key.Id) && Decrypt(key.For(purpose), bytes, length, associated) is { } plain)
            {
                return plain;
            }
        }

        return null;
    }

    public byte[] DeriveKey(string purpose) => [.. _keys[0].For(purpose)];

    private static byte[]? Decrypt(byte[] key, ReadOnlySpan<byte> bytes, int length, ReadOnlySpan<byte> associated)
    {
        var plain = new byte[length];
        using var aes = new AesGcm(key, TagSize);
        try
        {
            aes.Decrypt(bytes.Slice(1 + KeyIdSize, NonceSize), bytes.Slice(HeaderSize, length), bytes[(HeaderSize + length)..], plain, associated);
            return plain;
        }
        catch (AuthenticationTagMismatchException)
        {
            return null;
        }
    }

    private sealed class SealKey(byte[] secret)
    {
        private readonly ConcurrentDictionary<string, byte[]> _derived = new(StringComparer.Ordinal);

        public byte[] Id { get; } = HKDF.DeriveKey(HashAlgorithmName.SHA256, secret, KeyIdSize, info: "mcpproxy key id"u8.ToArray());

        public static SealKey Of(string secret) => new(Encoding.UTF8.GetBytes(secret));

        public static SealKey OfThisProcess() => new(RandomNumberGenerator.GetBytes(KeySize));

        public byte[] For(string purpose) => _derived.GetOrAdd(purpose,
            static (name, secret) => HKDF.DeriveKey(HashAlgorithmName.SHA256, secret, KeySize, info: Encoding.UTF8.GetBytes("mcpproxy seal " + name)), secret);
    }
}
