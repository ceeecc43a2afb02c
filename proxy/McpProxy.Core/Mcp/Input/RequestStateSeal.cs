using System.Buffers.Binary;
using System.Buffers.Text;
using System.Runtime.CompilerServices;
using System.Security.Cryptography;
using System.Text;
using McpProxy.Configuration;
using McpProxy.Mcp.Wire;

namespace McpProxy.Mcp.Input;

/// <summary>
/// Seals what a client keeps between a question and its answer: AES-256-GCM, so that it can neither be read nor changed.
/// Inside stand the caller, the end of its life and the digest of the request, and all three must match when it comes back.
/// It can come back more than once within its life; an upstream that must act once has to see to that itself.
/// </summary>
internal sealed class RequestStateSeal(TimeProvider time)
{
    private const int NonceSize = 12;
    private const int TagSize = 16;
    private const int DigestSize = 32;
    private const int HeaderSize = sizeof(long) + DigestSize + DigestSize;

    /// <summary>Longest state that is given out or looked at, in characters.</summary>
    private const int MaxLength = 64 * 1024;

    private static readonly byte[] Context = "mcpproxy request state 1"u8.ToArray();
    private static readonly McpFault Invalid = McpFault.InvalidParams("requestState is not one this server gave to this caller. Call again without it.");
    private static readonly McpFault Expired = McpFault.InvalidParams("requestState has expired. Call again without it.");
    private static readonly McpFault OtherRequest = McpFault.InvalidParams("requestState belongs to another request. Repeat the request that it was given for, or call again without it.");

    private readonly byte[][] _ownKey = [RandomNumberGenerator.GetBytes(32)];
    private readonly ConditionalWeakTable<RequestStateConfig, byte[][]> _keys = new();

    /// <summary>Seals a state.</summary>
    /// <param name="state">What to remember.</param>
    /// <param name="config">Keys and life.</param>
    /// <param name="principal">The caller (<see cref="Sessions.PrincipalKey"/>).</param>
    /// <param name="request">Digest of the request it is for.</param>
    /// <returns>Text for the client; null when it would be too long.</returns>
    public string? Seal(RequestState state, RequestStateConfig config, string principal, ReadOnlySpan<byte> request)
    {
        var json = JsonBytes.Write(state.Write);
        var plain = new byte[HeaderSize + json.Length];
        BinaryPrimitives.WriteInt64BigEndian(plain, time.GetUtcNow().Add(config.Lifetime).ToUnixTimeMilliseconds());
        SHA256.HashData(Encoding.UTF8.GetBytes(principal), plain.AsSpan(sizeof(long)));
        request.CopyTo(plain.AsSpan(sizeof(long) + DigestSize));
        json.CopyTo(plain.AsSpan(HeaderSize));

        var sealedState = new byte[NonceSize + plain.Length + TagSize];
        RandomNumberGenerator.Fill(sealedState.AsSpan(0, NonceSize));
        using var aes = new AesGcm(Keys(config)[0], TagSize);
        aes.Encrypt(sealedState.AsSpan(0, NonceSize), plain, sealedState.AsSpan(NonceSize, plain.Length), sealedState.AsSpan(NonceSize + plain.Length), Context);
        return Base64Url.GetEncodedLength(sealedState.Length) <= MaxLength ? Base64Url.EncodeToString(sealedState) : null;
    }

    /// <summary>Opens what <see cref="Seal"/> made.</summary>
    /// <returns>Why it is refused, or null.</returns>
    public McpFault? Open(string text, RequestStateConfig config, string principal, ReadOnlySpan<byte> request, out RequestState? state)
    {
        state = null;
        if (text.Length > MaxLength || Decode(text) is not { } bytes || Decrypt(bytes, Keys(config)) is not { } plain)
        {
            return Invalid;
        }

        if (!CryptographicOperations.FixedTimeEquals(plain.AsSpan(sizeof(long), DigestSize), SHA256.HashData(Encoding.UTF8.GetBytes(principal))))
        {
            return Invalid;
        }

        if (BinaryPrimitives.ReadInt64BigEndian(plain) <= time.GetUtcNow().ToUnixTimeMilliseconds())
        {
            return Expired;
        }

        if (!CryptographicOperations.FixedTimeEquals(plain.AsSpan(sizeof(long) + DigestSize, DigestSize), request))
        {
            return OtherRequest;
        }

        state = RequestState.Read(plain.AsMemory(HeaderSize));
        return null;
    }

    private static byte[]? Decode(string text)
    {
        try
        {
            return Base64Url.DecodeFromChars(text);
        }
        catch (FormatException)
        {
            return null;
        }
    }

    private static byte[]? Decrypt(byte[] bytes, byte[][] keys)
    {
        var length = bytes.Length - NonceSize - TagSize;
        if (length < HeaderSize)
        {
            return null;
        }

        var plain = new byte[length];
        foreach (var key in keys)
        {
            try
            {
                using var aes = new AesGcm(key, TagSize);
                aes.Decrypt(bytes.AsSpan(0, NonceSize), bytes.AsSpan(NonceSize, length), bytes.AsSpan(NonceSize + length), plain, Context);
                return plain;
            }
            catch (AuthenticationTagMismatchException)
            {
                // Another key's, or nobody's.
            }
        }

        return null;
    }

    private byte[][] Keys(RequestStateConfig config) => config.Keys.Count == 0
        ? _ownKey
        : _keys.GetValue(config, static c => [.. c.Keys.Select(k => HKDF.DeriveKey(HashAlgorithmName.SHA256, Encoding.UTF8.GetBytes(k.Reveal()), 32, info: Context))]);
}
