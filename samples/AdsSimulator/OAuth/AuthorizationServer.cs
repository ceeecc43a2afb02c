using AdsSimulator.Access;
using AdsSimulator.Answers;
using AdsSimulator.Control;
using AdsSimulator.Profiles;
using AdsSimulator.Regions;
using Microsoft.AspNetCore.WebUtilities;

namespace AdsSimulator.OAuth;

/// <summary>
/// A token server with the authorization code and refresh token grants of RFC 6749. Nobody has to sign in: the user is the
/// <c>login_hint</c> of the authorization request, or <c>default</c>, and agrees at once. Thread-safe.
/// </summary>
public sealed class AuthorizationServer
{
    private const int LongestAccount = 64;
    private const string WellKnown = "sim-";

    private readonly Lock _gate = new();
    private readonly Dictionary<string, AuthorizationCode> _codes = new(StringComparer.Ordinal);
    private readonly Dictionary<string, RefreshToken> _refreshTokens = new(StringComparer.Ordinal);
    private readonly OAuthFlavor _flavor;
    private readonly AccessTokens _tokens;
    private readonly TimeProvider _time;

    internal AuthorizationServer(OAuthFlavor flavor, OAuthSettings settings, AccessTokens tokens, TimeProvider time)
    {
        _flavor = flavor;
        _tokens = tokens;
        _time = time;
        Settings = new(settings);
    }

    /// <summary>How it behaves.</summary>
    public Live<OAuthSettings> Settings { get; }

    /// <summary>The application that it knows when the settings name none.</summary>
    public OAuthClient DefaultClient => _flavor.DefaultClient;

    /// <summary>The refresh token of an account that works from the start, for any application, until it is rotated or revoked.</summary>
    /// <param name="account">Letters, digits and <c>._-</c>.</param>
    public string RefreshTokenOf(string account) => $"{_flavor.RefreshPrefix}{WellKnown}{account}";

    /// <summary>Refuses all refresh tokens of an account from now on, and ends no access token.</summary>
    /// <param name="account">Who signed in.</param>
    public void Revoke(string account)
    {
        lock (_gate)
        {
            _ = Find(RefreshTokenOf(account));
            foreach (var (value, token) in _refreshTokens.Where(t => t.Value.Account == account).ToList())
            {
                _refreshTokens[value] = token with { EndsAt = DateTimeOffset.MinValue };
            }
        }
    }

    /// <summary>Where the browser goes after an authorization request.</summary>
    /// <exception cref="BadQueryException">It must not be sent anywhere, because the client or its address is not known.</exception>
    internal string Authorize(IQueryCollection query)
    {
        var (clientId, redirectUri, state) = (query["client_id"].ToString(), query["redirect_uri"].ToString(), query["state"].ToString());
        var client = FindClient(clientId) ?? throw new BadQueryException($"There is no client {clientId}.");
        if (!client.Allows(redirectUri))
        {
            throw new BadQueryException($"{redirectUri} is no redirect URI of client {clientId}.");
        }

        var answer = new Dictionary<string, string?>(StringComparer.Ordinal);
        try
        {
            var code = Check(client, redirectUri, query);
            answer["code"] = Keep(code);
            answer["scope"] = code.Scope;
        }
        catch (OAuthException e)
        {
            answer["error"] = e.Error;
            answer["error_description"] = e.Message;
        }

        if (state.Length > 0)
        {
            answer["state"] = state;
        }

        return QueryHelpers.AddQueryString(redirectUri, answer);
    }

    /// <exception cref="OAuthException">No token is granted.</exception>
    internal TokenGrant Redeem(OAuthForm form)
    {
        var client = Authenticate(form);
        var settings = Settings.Current;
        if (settings.RefuseGrants)
        {
            throw new OAuthException("invalid_grant", "Every grant is refused at the moment.");
        }

        return form["grant_type"] switch
        {
            "authorization_code" => RedeemCode(client, form),
            "refresh_token" when settings.RefuseRefresh => throw new OAuthException("invalid_grant", "Refreshes are refused at the moment."),
            "refresh_token" => Refresh(client, form["refresh_token"], settings),
            null => throw new OAuthException("invalid_request", "grant_type is missing."),
            _ => throw new OAuthException("unsupported_grant_type", "Only authorization_code and refresh_token are supported."),
        };
    }

    private AuthorizationCode Check(OAuthClient client, string redirectUri, IQueryCollection query)
    {
        var settings = Settings.Current;
        if (OAuthForm.One(query["response_type"], "response_type") != "code")
        {
            throw new OAuthException("unsupported_response_type", "response_type must be code.");
        }

        var scope = OAuthForm.One(query["scope"], "scope") ?? "";
        if (!scope.Split(_flavor.ScopeSeparator).All(_flavor.Scopes.Contains))
        {
            throw new OAuthException("invalid_scope", $"scope must be some of {string.Join(_flavor.ScopeSeparator, _flavor.Scopes)}.");
        }

        var challenge = Pkce.ReadChallenge(OAuthForm.One(query["code_challenge"], "code_challenge"), OAuthForm.One(query["code_challenge_method"], "code_challenge_method"));
        if (challenge is null && client.ClientSecret is null)
        {
            throw new OAuthException("invalid_request", "A public client must send a code_challenge.");
        }

        var account = OAuthForm.One(query["login_hint"], "login_hint") ?? AdsAccount.DefaultName;
        if (!IsAccount(account))
        {
            throw new OAuthException("invalid_request", "login_hint must be letters, digits and ._-");
        }

        return settings.DenyAuthorization
            ? throw new OAuthException("access_denied", "The user said no.")
            : new(client.ClientId, redirectUri, challenge, account, scope, _time.GetUtcNow().AddSeconds(settings.CodeSeconds));
    }

    private string Keep(AuthorizationCode code)
    {
        var value = RandomToken.Create("");
        lock (_gate)
        {
            _codes.Add(value, code);
        }

        return value;
    }

    private OAuthClient Authenticate(OAuthForm form)
    {
        var client = form.ClientId is { } id ? FindClient(id) : null;
        return client is not null && client.ClientSecret == form.ClientSecret
            ? client
            : throw new OAuthException("invalid_client", "The client is not known, or its secret is wrong.");
    }

    private TokenGrant RedeemCode(OAuthClient client, OAuthForm form)
    {
        AuthorizationCode? code;
        lock (_gate)
        {
            // Taken out first, so that a code works once even when the rest does not fit.
            _codes.Remove(form["code"] ?? "", out code);
        }

        if (code is null
            || code.ExpiresAt <= _time.GetUtcNow()
            || code.ClientId != client.ClientId
            || code.RedirectUri != form["redirect_uri"]
            || !Pkce.Fits(code.Challenge, form["code_verifier"]))
        {
            throw new OAuthException("invalid_grant", "The code is not known, used, expired, or was made for another client, redirect_uri or code_challenge.");
        }

        var refreshToken = new RefreshToken(code.Account, client.ClientId, code.Scope);
        lock (_gate)
        {
            return Grant(client, refreshToken, Add(refreshToken), isFirst: true);
        }
    }

    private TokenGrant Refresh(OAuthClient client, string? value, OAuthSettings settings)
    {
        lock (_gate)
        {
            var now = _time.GetUtcNow();
            if (value is null || Find(value) is not { } found || found.EndsAt <= now || (found.ClientId ?? client.ClientId) != client.ClientId)
            {
                throw new OAuthException("invalid_grant", "The refresh token is not known, was rotated, or belongs to another client.");
            }

            if (!settings.RotateRefreshTokens)
            {
                return Grant(client, found, settings.OmitRefreshToken ? null : value, isFirst: false);
            }

            _refreshTokens[value] = found with { EndsAt = found.EndsAt ?? now.AddSeconds(settings.RotationGraceSeconds) };
            return Grant(client, found, Add(found with { EndsAt = null }), isFirst: false);
        }
    }

    private string Add(RefreshToken token)
    {
        var value = RandomToken.Create(_flavor.RefreshPrefix);
        _refreshTokens.Add(value, token);
        return value;
    }

    private RefreshToken? Find(string value)
    {
        if (_refreshTokens.TryGetValue(value, out var known))
        {
            return known;
        }

        var prefix = RefreshTokenOf("");
        return value.StartsWith(prefix, StringComparison.Ordinal) && IsAccount(value[prefix.Length..])
            ? _refreshTokens[value] = new(value[prefix.Length..], null, string.Join(_flavor.ScopeSeparator, _flavor.Scopes))
            : null;
    }

    private TokenGrant Grant(OAuthClient client, RefreshToken token, string? refreshToken, bool isFirst)
    {
        var seconds = Settings.Current.AccessTokenSeconds;
        var account = token.Account == AdsAccount.DefaultName ? AdsAccount.CreateDefault(token.Account, AdsRegion.All) : AdsAccount.Create(token.Account, AdsRegion.All);
        return new(_tokens.Issue(_flavor.Issuer, _flavor.AccessPrefix, account, client.ClientId, seconds), refreshToken, token.Scope, seconds, isFirst);
    }

    private OAuthClient? FindClient(string clientId) => (Settings.Current.Clients ?? [DefaultClient]).FirstOrDefault(c => c.ClientId == clientId);

    private static bool IsAccount(string text) => text.Length is > 0 and <= LongestAccount && text.All(c => char.IsAsciiLetterOrDigit(c) || c is '.' or '_' or '-');
}
