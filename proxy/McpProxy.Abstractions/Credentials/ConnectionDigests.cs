using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using Microsoft.AspNetCore.Connections.Features;
using Microsoft.AspNetCore.Http;

namespace McpProxy.Credentials;

/// <summary>
/// Remembers for each connection the last two credentials that it sent, with their digests: clients send the same with every request, and
/// hashing takes longer than all else that is done to look up what is kept for it. What a credential may do is not remembered, nor
/// whether it is good: a digest of the same text is the same forever. A connection knows no other one's credentials, and forgets its own
/// when it ends.
/// </summary>
internal static class ConnectionDigests
{
    private static readonly ConditionalWeakTable<object, Last> _byConnection = new();

    /// <param name="caller">The caller's own request; null for none.</param>
    /// <param name="credential">A credential of it.</param>
    public static CredentialDigest Of(HttpContext? caller, ReadOnlyMemory<char> credential)
    {
        // Kestrel's connections have it. Where there is none, nothing lives as long as a connection does.
        if (caller?.Features[typeof(IConnectionItemsFeature)] is not { } connection)
        {
            return CredentialDigest.Of(credential.Span);
        }

        var last = _byConnection.TryGetValue(connection, out var known) ? known : _byConnection.GetOrCreateValue(connection);
        if (last.Find(credential.Span) is { } hashed)
        {
            return hashed.Digest;
        }

        var digest = CredentialDigest.Of(credential.Span);
        last.Add(new Hashed(credential, digest));
        return digest;
    }

    /// <summary>
    /// In a time that depends on the length alone: a gateway in front of the proxy may send requests of several users over one connection.
    /// </summary>
    private static bool AreEqual(ReadOnlySpan<char> left, ReadOnlySpan<char> right)
    {
        if (left.Length != right.Length)
        {
            return false;
        }

        var wholeLeft = MemoryMarshal.Cast<char, ulong>(left);
        var wholeRight = MemoryMarshal.Cast<char, ulong>(right);
        ulong different = 0;
        for (var i = 0; i < wholeLeft.Length && i < wholeRight.Length; i++)
        {
            different |= wholeLeft[i] ^ wholeRight[i];
        }

        for (var i = left.Length & ~3; i < left.Length && i < right.Length; i++)
        {
            different |= left[i] ^ (ulong)right[i];
        }

        return different == 0;
    }

    /// <summary>Requests of an HTTP/2 connection run side by side: a text and its digest are one object, and one of them may be forgotten too soon.</summary>
    private sealed class Last
    {
        private volatile Hashed? _newer;
        private volatile Hashed? _older;

        public Hashed? Find(ReadOnlySpan<char> credential) => Match(_newer, credential) ?? Match(_older, credential);

        public void Add(Hashed hashed) => (_older, _newer) = (_newer, hashed);

        private static Hashed? Match(Hashed? hashed, ReadOnlySpan<char> credential) =>
            hashed is not null && AreEqual(hashed.Credential.Span, credential) ? hashed : null;
    }

    private sealed class Hashed(ReadOnlyMemory<char> credential, CredentialDigest digest)
    {
        public ReadOnlyMemory<char> Credential => credential;

        public CredentialDigest Digest => digest;
    }
}
