using System.Text.Json.Serialization;

namespace AdsSimulator.OAuth;

/// <summary>How a token server behaves that people sign in to.</summary>
/// <param name="DenyAuthorization">The user says no: sends back <c>error=access_denied</c>.</param>
/// <param name="RefuseGrants">Answers every token request with <c>invalid_grant</c>.</param>
/// <param name="RefuseRefresh">Answers refreshes with <c>invalid_grant</c>; codes still work.</param>
/// <param name="AccessTokenSeconds">Lifetime of access tokens.</param>
/// <param name="CodeSeconds">Lifetime of authorization codes.</param>
/// <param name="RotateRefreshTokens">Gives a new refresh token with each refresh, after which the old one is refused.</param>
/// <param name="RotationGraceSeconds">How long a rotated refresh token still works.</param>
/// <param name="OmitRefreshToken">Leaves the refresh token out of the answer to a refresh, unless it was rotated.</param>
/// <param name="Clients">The applications it knows; null for the one of the README.</param>
[JsonUnmappedMemberHandling(JsonUnmappedMemberHandling.Disallow)]
public sealed record OAuthSettings(
    bool DenyAuthorization = false,
    bool RefuseGrants = false,
    bool RefuseRefresh = false,
    int AccessTokenSeconds = 3600,
    int CodeSeconds = 300,
    bool RotateRefreshTokens = false,
    int RotationGraceSeconds = 0,
    bool OmitRefreshToken = false,
    IReadOnlyList<OAuthClient>? Clients = null);
