using System.Buffers.Binary;
using System.Security.Cryptography;
using System.Text;

namespace McpProxy.State.Artifacts;

/// <summary>
/// Encrypts an artifact chunk by chunk (AES-256-GCM, NIST SP 800-38D), so that any part can be read and verified by itself. The
/// key is random, of this artifact alone, and never leaves the memory of the process. The nonce is the number of the chunk;
/// owner, id and number are associated data, so that no chunk opens in the place of another, here or in another artifact.
/// </summary>
internal sealed class ArtifactCipher : IDisposable
{
    /// <summary>Bytes of every chunk but the last, before encryption.</summary>
    public const int ChunkSize = 64 * 1024;

    /// <summary>Bytes of every chunk but the last, as they stand in the file.</summary>
    public const int SealedSize = ChunkSize + TagSize;

    /// <summary>Bytes by which a chunk grows.</summary>
    public const int TagSize = 16;

    private const int KeySize = 32;
    private const int NonceSize = 12;

    private readonly AesGcm _aes;
    private readonly byte[] _associated;

    /// <param name="key">The artifact's key.</param>
    /// <param name="owner">Whose it is.</param>
    /// <param name="id">Its id.</param>
    public ArtifactCipher(ReadOnlySpan<byte> key, string owner, string id)
    {
        _aes = new AesGcm(key, TagSize);
        var identity = SHA256.HashData(Encoding.UTF8.GetBytes($"{owner}\n{id}"));
        _associated = [.. identity, .. new byte[sizeof(long)]];
    }

    /// <summary>Makes the key of an artifact.</summary>
    public static byte[] CreateKey() => RandomNumberGenerator.GetBytes(KeySize);

    /// <summary>Encrypts a chunk.</summary>
    /// <param name="chunk">Its number.</param>
    /// <param name="plain">Its bytes.</param>
    /// <param name="output">Takes them and the tag: <see cref="TagSize"/> more.</param>
    public void Encrypt(long chunk, ReadOnlySpan<byte> plain, Span<byte> output)
    {
        Span<byte> nonce = stackalloc byte[NonceSize];
        Number(chunk, nonce);
        _aes.Encrypt(nonce, plain, output[..plain.Length], output.Slice(plain.Length, TagSize), _associated);
    }

    /// <summary>Decrypts a chunk.</summary>
    /// <exception cref="AuthenticationTagMismatchException">It is not what was written there.</exception>
    public void Decrypt(long chunk, ReadOnlySpan<byte> bytes, Span<byte> plain)
    {
        Span<byte> nonce = stackalloc byte[NonceSize];
        Number(chunk, nonce);
        var length = bytes.Length - TagSize;
        _aes.Decrypt(nonce, bytes[..length], bytes[length..], plain[..length], _associated);
    }

    public void Dispose() => _aes.Dispose();

    private void Number(long chunk, Span<byte> nonce)
    {
        nonce.Clear();
        BinaryPrimitives.WriteInt64BigEndian(nonce[(NonceSize - sizeof(long))..], chunk);
        BinaryPrimitives.WriteInt64BigEndian(_associated.AsSpan(_associated.Length - sizeof(long)), chunk);
    }
}
