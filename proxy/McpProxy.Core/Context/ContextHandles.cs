using System.Buffers.Binary;
using System.Buffers.Text;
using System.Text;
using McpProxy.Authentication.Schemes;
using McpProxy.Configuration;
using McpProxy.Credentials;
using McpProxy.State;

namespace McpProxy.Context;

/// <summary>
/// Handles: a whole choice, sealed for one caller, so that every replica with the same keys can open it and nobody else can
/// read or change it. Inside stand the end of its life, in milliseconds since 1970, and the choice.
/// </summary>
internal sealed class ContextHandles(ISeal seal, LiveConfig config, TimeProvider time)
{
    private const string Purpose = "context";

    /// <summary>Longest handle that is given out or looked at, in characters: it must fit into a header.</summary>
    private const int MaxLength = 4096;

    /// <summary>An agent passes the same handle again and again, and decrypting it costs more than all the rest of a context.</summary>
    private readonly GenerationCache<OpenedHandle> _opened = new(size: 1024);

    /// <exception cref="ProxyErrorException">The choice is too large.</exception>
    public string Seal(CallContext context, ExchangeCaller caller)
    {
        var json = ContextRecord.Of(context).Write();
        var plain = new byte[sizeof(long) + json.Length];
        BinaryPrimitives.WriteInt64BigEndian(plain, time.GetUtcNow().Add(config.Current.Host.Context.HandleLifetime).ToUnixTimeMilliseconds());
        json.CopyTo(plain.AsSpan(sizeof(long)));
        var handle = Base64Url.EncodeToString(seal.Seal(Purpose, plain, Encoding.UTF8.GetBytes(OwnerOf(caller))));
        return handle.Length <= MaxLength ? handle : throw ContextErrors.HandleTooLong();
    }

    /// <exception cref="ProxyErrorException">It is not one, not this caller's, or has expired.</exception>
    public CallContext Open(string handle, ExchangeCaller caller)
    {
        if (handle.Length > MaxLength)
        {
            throw ContextErrors.HandleInvalid();
        }

        var digest = CredentialDigest.Of(handle);
        var owner = OwnerOf(caller);
        if (!_opened.TryGet(digest, out var opened) || opened.Owner != owner)
        {
            opened = Decrypt(handle, owner) ?? throw ContextErrors.HandleInvalid();
            _opened.Set(digest, opened);
        }

        return opened.Expires > time.GetUtcNow().ToUnixTimeMilliseconds() ? opened.Context : throw ContextErrors.HandleExpired();
    }

    private OpenedHandle? Decrypt(string handle, string owner)
    {
        if (Decode(handle) is not { } bytes || seal.Open(Purpose, bytes, Encoding.UTF8.GetBytes(owner)) is not { Length: > sizeof(long) } plain)
        {
            return null;
        }

        return ContextRecord.Read(plain.AsSpan(sizeof(long))) is { } record ? new OpenedHandle(owner, BinaryPrimitives.ReadInt64BigEndian(plain), record.ToContext()) : null;
    }

    /// <summary>
    /// Whom a handle is for. A caller who is known by nothing but its credential is one of many here: the credential's fingerprint stands
    /// inside, and who comes with another one is told that it changed.
    /// </summary>
    private static string OwnerOf(ExchangeCaller caller) =>
        caller.Principal == caller.CredentialFingerprint ? $"{caller.Tenant}\n{caller.Scheme}\n" : caller.Key;

    private static byte[]? Decode(string handle)
    {
        try
        {
            return Base64Url.DecodeFromChars(handle);
        }
        catch (FormatException)
        {
            return null;
        }
    }
}
