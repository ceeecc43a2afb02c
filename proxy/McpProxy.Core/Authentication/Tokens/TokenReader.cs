using System.Text;
using System.Text.Json;
using McpProxy.Authentication.Schemes;
using McpProxy.Signatures;

namespace McpProxy.Authentication.Tokens;

/// <summary>
/// Checks a token and makes its holder: signature first, and nothing that it says is believed before. Every check is one of
/// RFC 8725 (best current practices) or RFC 9068 (access tokens).
/// </summary>
/// <param name="rules">What tokens must be like.</param>
/// <param name="keys">The issuer's keys.</param>
/// <param name="callers">Makes callers.</param>
/// <param name="time">Says what time it is.</param>
internal sealed class TokenReader(TokenRules rules, IKeySource keys, CallerFactory callers, TimeProvider time)
{
    private const int MaxNameLength = 512;

    /// <summary>Checks a token.</summary>
    /// <returns>Its holder, or why it is refused.</returns>
    public async ValueTask<(AuthenticatedCaller? Caller, Refusal? Refusal)> ReadAsync(string token, CancellationToken cancellationToken)
    {
        var first = token.IndexOf('.', StringComparison.Ordinal);
        var last = token.LastIndexOf('.');
        if (token.AsSpan().Count('.') != 2)
        {
            return (null, TokenRefusals.Encrypted);
        }

        using var header = CompactToken.Parse(token.AsSpan(0, first));
        if (header is null)
        {
            return (null, TokenRefusals.Malformed);
        }

        if (TokenHeader.Read(header.RootElement, rules, out var read) is { } unfit)
        {
            return (null, unfit);
        }

        if (await keys.GetAsync(known => known.Find(read.KeyId, read.Algorithm).Any(), cancellationToken) is not { } issuer)
        {
            return (null, TokenRefusals.KeysUnavailable);
        }

        if (CheckSignature(issuer, read, token, last) is { } unsigned)
        {
            return (null, unsigned);
        }

        using var payload = CompactToken.Parse(token.AsSpan(first + 1, last - first - 1));
        return payload is { RootElement.ValueKind: JsonValueKind.Object } ? Judge(new TokenClaims(payload.RootElement), rules.Issuer ?? issuer.Issuer) : (null, TokenRefusals.Malformed);
    }

    private static Refusal? CheckSignature(KeySet issuer, TokenHeader header, string token, int last)
    {
        if (CompactToken.Decode(token.AsSpan(last + 1)) is not { } signature)
        {
            return TokenRefusals.Malformed;
        }

        var signed = Encoding.ASCII.GetBytes(token, 0, last);
        var isKnown = false;
        foreach (var key in issuer.Find(header.KeyId, header.Algorithm))
        {
            isKnown = true;
            if (key.Verify(header.Algorithm, signed, signature))
            {
                return null;
            }
        }

        // A key that the issuer has made since cannot be told from one that it never had.
        return isKnown ? TokenRefusals.WrongSignature : issuer.IsOutdated ? TokenRefusals.KeysUnavailable : TokenRefusals.UnknownKey;
    }

    private (AuthenticatedCaller? Caller, Refusal? Refusal) Judge(TokenClaims claims, string? issuer)
    {
        if (issuer is null || claims.Text("iss") != issuer)
        {
            return (null, TokenRefusals.WrongIssuer);
        }

        var now = time.GetUtcNow();
        if (!claims.TryTime("exp", out var expires) || !claims.TryTime("nbf", out var notBefore))
        {
            return (null, TokenRefusals.Malformed);
        }

        if (expires is null)
        {
            return (null, TokenRefusals.NoExpiry);
        }

        if (now - rules.ClockSkew >= expires) // Not the other way round: a token may expire at the end of all time.
        {
            return (null, Refusal.Expired);
        }

        if (notBefore > now + rules.ClockSkew)
        {
            return (null, TokenRefusals.NotYetValid);
        }

        if (!FindAudience(claims, out var toolset))
        {
            return (null, Refusal.WrongAudience);
        }

        return HasRequired(claims) ? CreateCaller(claims, issuer, expires.Value, toolset) : (null, TokenRefusals.MissingClaim);
    }

    /// <summary>Whether the token is for us, and if so whether for one toolset alone (RFC 8707).</summary>
    private bool FindAudience(TokenClaims claims, out string? toolset)
    {
        toolset = null;
        var audiences = claims.Texts("aud").ToList();
        if (rules.Audiences.Count > 0)
        {
            return audiences.Exists(rules.Audiences.Contains);
        }

        if (audiences.Contains(rules.Resource))
        {
            return true;
        }

        var below = rules.Resource + "/";
        toolset = audiences.Find(a => a.StartsWith(below, StringComparison.Ordinal) && a.Length > below.Length)?[below.Length..];
        return toolset is not null;
    }

    private bool HasRequired(TokenClaims claims) =>
        rules.RequiredClaims.All(r => claims.Texts(r.Key).Any(v => r.Value.Count == 0 || r.Value.Contains(v)));

    private (AuthenticatedCaller? Caller, Refusal? Refusal) CreateCaller(TokenClaims claims, string issuer, DateTimeOffset expires, string? toolset)
    {
        var name = rules.PrincipalClaim is { } claim ? claims.Text(claim) : claims.Text("sub") ?? claims.Text("client_id");
        if (!IsName(name))
        {
            return (null, TokenRefusals.NoPrincipal);
        }

        var tenant = rules.TenantClaim is { } of ? claims.Text(of) : null;
        if (rules.TenantClaim is not null && !IsName(tenant))
        {
            return (null, TokenRefusals.NoTenant);
        }

        return (callers.Create($"{issuer}|{name}", CallerTraits.None with
        {
            HasAccessToken = true,
            Name = name,
            Tenant = tenant,
            Scopes = claims.Scopes(rules.ScopeClaims),
            Claims = claims.ToClaims(),
            Expires = expires,
            Toolset = toolset,
        }), null);
    }

    /// <summary>Caches and rows are kept apart by names: a line break in one could make it look like two.</summary>
    private static bool IsName(string? text) => text is { Length: > 0 and <= MaxNameLength } && !text.Any(char.IsControl);
}
