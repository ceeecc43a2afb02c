using System.Collections.Concurrent;
using System.Text.Json.Nodes;
using AdsSimulator.Access;
using AdsSimulator.Control;
using AdsSimulator.Issuer;
using AdsSimulator.Regions;

namespace AdsSimulator.OpenBridge;

/// <summary>The simulated OpenBridge: any well-formed refresh token is a partner's. Thread-safe.</summary>
public sealed class OpenBridgeServer
{
    internal const string Issuer = "openbridge";

    private readonly ConcurrentDictionary<string, IssuedJwt> _jwts = new(StringComparer.Ordinal);
    private readonly AccessTokens _tokens;
    private readonly IssuerServer _signer;
    private readonly TimeProvider _time;

    internal OpenBridgeServer(SimulatorOptions options, AccessTokens tokens, IssuerServer signer)
    {
        Settings = new(options.OpenBridge);
        _tokens = tokens;
        _signer = signer;
        _time = options.TimeProvider;
    }

    /// <summary>How it behaves.</summary>
    public Live<OpenBridgeSettings> Settings { get; }

    /// <summary>What it knows of a partner.</summary>
    /// <param name="refreshToken">The partner's token, <c>key:secret</c>, longer than 20 characters.</param>
    /// <exception cref="FormatException">It is not written as a refresh token.</exception>
    public PartnerAccount AccountOf(string refreshToken) => PartnerDirectory.IsRefreshToken(refreshToken)
        ? PartnerDirectory.Create(refreshToken, Settings.Current.IdentitiesPerPartner)
        : throw new FormatException("A refresh token is key:secret with more than 20 characters.");

    /// <summary>Ends all JWTs given out so far, as if their time were over.</summary>
    public void ExpireJwts() => _jwts.Clear();

    /// <summary>A JWT for a refresh token; null when the token is refused.</summary>
    internal string? Exchange(string? refreshToken)
    {
        var settings = Settings.Current;
        if (!PartnerDirectory.IsRefreshToken(refreshToken) || settings.Refuses(refreshToken!))
        {
            return null;
        }

        var account = AccountOf(refreshToken!);
        var expiresAt = _time.GetUtcNow().AddSeconds(settings.JwtSeconds);
        var claims = new JsonObject
        {
            ["expires_at"] = expiresAt.ToUnixTimeSeconds(),
            ["user_id"] = account.UserId,
            ["account_id"] = account.AccountId,
        };
        var jwt = settings.SignJwt ? _signer.Mint(claims, new MintOptions(AddClaims: false)) : JwtWriter.WriteUnsigned(claims);
        _jwts[jwt] = new(account.RefreshToken, expiresAt);
        return jwt;
    }

    /// <summary>The partner of a request: its JWT must be one of ours and its <c>x-api-key</c> the token the JWT was made of.</summary>
    internal PartnerAccount? Authenticate(HttpRequest request) =>
        BearerToken.Read(request) is { } jwt
        && _jwts.TryGetValue(jwt, out var issued)
        && issued.ExpiresAt > _time.GetUtcNow()
        && request.Headers["x-api-key"] == issued.RefreshToken
        && !Settings.Current.Refuses(issued.RefreshToken)
            ? AccountOf(issued.RefreshToken)
            : null;

    internal AccessToken IssueAccessToken(PartnerAccount partner, PartnerIdentity identity)
    {
        var account = PartnerDirectory.AccountOf(partner.RefreshToken, identity.Id, AdsRegion.Parse(identity.Region));
        return _tokens.Issue(Issuer, "Atza|", account, identity.ClientId, Settings.Current.AccessTokenSeconds);
    }
}
