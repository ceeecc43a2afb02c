using McpProxy.Credentials;

namespace McpProxy.Context;

/// <summary>
/// Tells whether credentials that come in headers of their own, beside that of authentication, are still those that a choice was made
/// with. A header that a request does not have says nothing: not every call needs every credential.
/// </summary>
internal sealed class HeaderCredentials(IEnumerable<ITradedHeaders> sources)
{
    private readonly ITradedHeaders[] _sources = [.. sources];

    /// <summary>The digests of a call's credentials by header; null when it has none.</summary>
    public IReadOnlyDictionary<string, string>? Of(ProxyExchange exchange)
    {
        Dictionary<string, string>? found = null;
        foreach (var source in _sources)
        {
            foreach (var name in source.Names)
            {
                if (DigestOf(exchange, name) is { } digest)
                {
                    (found ??= new(StringComparer.OrdinalIgnoreCase))[name] = digest;
                }
            }
        }

        return found;
    }

    /// <param name="before">What <see cref="Of"/> found when the choice was made; null for nothing.</param>
    /// <param name="exchange">The call.</param>
    public static bool HaveChanged(IReadOnlyDictionary<string, string>? before, ProxyExchange exchange)
    {
        if (before is null)
        {
            return false;
        }

        foreach (var (name, digest) in before)
        {
            if (DigestOf(exchange, name) is { } now && now != digest)
            {
                return true;
            }
        }

        return false;
    }

    /// <summary>Access tokens are renewed all the time, and say themselves whose they are.</summary>
    private static string? DigestOf(ProxyExchange exchange, string name) =>
        exchange.GetCallerHeader(name) is { Length: > 0 } value && !(exchange.Caller.HasAccessToken && name.Equals("Authorization", StringComparison.OrdinalIgnoreCase))
            ? CredentialDigest.Of(value).ToString()
            : null;
}
