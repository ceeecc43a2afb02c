using System.Text.Json.Serialization;

namespace AdsSimulator.OpenBridge;

/// <summary>How the simulated OpenBridge behaves.</summary>
/// <param name="JwtSeconds">Lifetime of its JWTs; 60 makes them nearly expired when they arrive.</param>
/// <param name="AccessTokenSeconds">Lifetime of the access tokens for the Ads API, which its answers do not tell.</param>
/// <param name="SignJwt">Signs JWTs with the key of the simulated issuer. Otherwise the signature is the letter <c>x</c>.</param>
/// <param name="ClientId">Where the client id is told.</param>
/// <param name="OmitProfileId">Leaves <c>profile_id</c> out of token answers.</param>
/// <param name="IdentitiesPerPartner">How many Amazon Ads identities a partner has, over the regions in turn; one identity of another type comes on top.</param>
/// <param name="RefusedTokens">Refresh tokens that are answered with 401, with the JWTs issued for them; <c>*</c> for all.</param>
[JsonUnmappedMemberHandling(JsonUnmappedMemberHandling.Disallow)]
public sealed record OpenBridgeSettings(
    int JwtSeconds = 3600,
    int AccessTokenSeconds = 3600,
    bool SignJwt = false,
    ClientIdPlace ClientId = ClientIdPlace.Token,
    bool OmitProfileId = false,
    int IdentitiesPerPartner = 4,
    IReadOnlyList<string>? RefusedTokens = null)
{
    internal bool Refuses(string refreshToken) => RefusedTokens?.Any(t => t == "*" || t == refreshToken) == true;
}
