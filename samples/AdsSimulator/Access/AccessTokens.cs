using System.Collections.Concurrent;
using AdsSimulator.Profiles;

namespace AdsSimulator.Access;

/// <summary>Every access token that a token server of this simulator has issued. Thread-safe.</summary>
public sealed class AccessTokens
{
    private readonly ConcurrentDictionary<string, AccessToken> _tokens = new(StringComparer.Ordinal);
    private readonly TimeProvider _time;

    internal AccessTokens(TimeProvider time) => _time = time;

    /// <summary>Ends all tokens issued so far, as if their time were over. Refresh tokens live on.</summary>
    /// <param name="issuer">Only those of <c>lwa</c>, <c>openbridge</c> or <c>strava</c>; null for all.</param>
    public void Expire(string? issuer = null)
    {
        foreach (var token in _tokens.Values.Where(t => issuer is null || t.Issuer == issuer))
        {
            _tokens.TryRemove(token.Value, out _);
        }
    }

    internal AccessToken Issue(string issuer, string prefix, AdsAccount account, string clientId, int seconds)
    {
        var token = new AccessToken(RandomToken.Create(prefix), issuer, account, clientId, _time.GetUtcNow().AddSeconds(seconds));
        _tokens[token.Value] = token;
        return token;
    }

    /// <summary>The token when it was issued here and has not ended.</summary>
    internal AccessToken? Find(string? value) =>
        value is not null && _tokens.TryGetValue(value, out var token) && token.ExpiresAt > _time.GetUtcNow() ? token : null;
}
