using System.Collections.Frozen;
using McpProxy.Credentials;
using Microsoft.AspNetCore.Http;

namespace McpProxy.Authentication.Schemes;

/// <summary>Static keys. Only their hashes are kept.</summary>
/// <param name="name">The scheme's name.</param>
/// <param name="headers">Where keys stand.</param>
/// <param name="keys">The results by the hash of the key.</param>
/// <param name="prefix">What all keys begin with; null when they have nothing in common.</param>
/// <param name="time">Says when a key has expired.</param>
internal sealed class ApiKeyScheme(string name, IReadOnlyList<string> headers, FrozenDictionary<CredentialDigest, AuthenticatedCaller> keys, string? prefix, TimeProvider time) : CallerScheme(name)
{
    private static readonly CallerResult Unknown = CallerResult.Refused(Refusal.UnknownCredential);
    private static readonly CallerResult Mistyped = CallerResult.Refused(Refusal.UnknownCredential with { IsOfOurs = true });
    private static readonly CallerResult Several = CallerResult.Refused(Refusal.SeveralCredentials);
    private static readonly CallerResult Expired = CallerResult.Refused(Refusal.Expired);
    private FrozenDictionary<CredentialDigest, CallerResult>? _results;

    public override IReadOnlyList<string> Headers => headers;

    private FrozenDictionary<CredentialDigest, CallerResult> Results => _results ??= keys.ToFrozenDictionary(k => k.Key, k => new CallerResult(this, k.Value, null));

    public override ValueTask<CallerResult> AuthenticateAsync(HttpContext http) =>
        HeaderCredential.TryFind(http, headers, takesBare: true, out var key, out var isDoubled)
            ? new ValueTask<CallerResult>(isDoubled ? Several : Find(http, key))
            : new(CallerResult.Nobody);

    private CallerResult Find(HttpContext http, ReadOnlyMemory<char> key)
    {
        if (key.Length > MaxCredentialLength || !Results.TryGetValue(ConnectionDigests.Of(http, key), out var result))
        {
            return prefix is not null && key.Span.StartsWith(prefix, StringComparison.Ordinal) ? Mistyped : Unknown;
        }

        return result.Caller!.Expires <= time.GetUtcNow() ? Expired : result;
    }
}
