using System.Text.RegularExpressions;
using McpProxy.Credentials;
using McpProxy.Signatures;
using Microsoft.AspNetCore.Http;

namespace McpProxy.Authentication.Schemes;

/// <summary>
/// Opaque tokens that a route trades for others. Their form is all that can be checked here, so their holders are not verified;
/// two requests with the same token are the same caller.
/// </summary>
/// <param name="name">The scheme's name.</param>
/// <param name="headers">Where tokens stand.</param>
/// <param name="form">What the whole token must fit; null takes anything that is not a JWT.</param>
/// <param name="minLength">Shortest token, in characters.</param>
/// <param name="callers">Makes the callers.</param>
internal sealed class PartnerTokenScheme(string name, IReadOnlyList<string> headers, Regex? form, int minLength, CallerFactory callers) : CallerScheme(name)
{
    /// <summary>Longest token, in characters.</summary>
    public const int MaxLength = 4096;

    private const int CacheSize = 4096;

    private static readonly CallerResult Several = CallerResult.Refused(Refusal.SeveralCredentials);

    /// <summary>Without the tokens themselves.</summary>
    private readonly GenerationCache<AuthenticatedCaller> _callers = new(CacheSize);

    public override IReadOnlyList<string> Headers => headers;

    public override bool ChecksCredentials => false;

    public override ValueTask<CallerResult> AuthenticateAsync(HttpContext http)
    {
        if (!HeaderCredential.TryFind(http, headers, takesBare: false, out var token, out var isDoubled) || !HasForm(token.Span))
        {
            return new(CallerResult.Nobody);
        }

        return new(isDoubled ? Several : new CallerResult(this, CallerOf(ConnectionDigests.Of(http, token)), null) { Credential = token.ToString() });
    }

    private bool HasForm(ReadOnlySpan<char> token)
    {
        if (token.Length < minLength || token.Length > MaxLength || token.ContainsAnyExceptInRange('!', '~'))
        {
            return false;
        }

        return form is null ? !CompactToken.HasForm(token) : form.IsMatch(token);
    }

    private AuthenticatedCaller CallerOf(CredentialDigest digest)
    {
        if (!_callers.TryGet(digest, out var caller))
        {
            var fingerprint = digest.ToString();
            caller = callers.Create(fingerprint, CallerTraits.None with { Fingerprint = fingerprint, IsVerified = false });
            _callers.Set(digest, caller);
        }

        return caller;
    }
}
