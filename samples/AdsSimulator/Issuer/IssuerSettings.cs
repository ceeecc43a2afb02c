using System.Text.Json.Serialization;
using AdsSimulator.OAuth;

namespace AdsSimulator.Issuer;

/// <summary>How the simulated issuer behaves.</summary>
/// <param name="Issuer">What it calls itself in its metadata and tokens; null for its address.</param>
/// <param name="Audience">The <c>aud</c> of tokens for which nothing else was asked.</param>
/// <param name="TokenSeconds">Lifetime of its tokens.</param>
/// <param name="RefuseGrants">Answers every token request with <c>invalid_grant</c>, those without grant type with 401.</param>
/// <param name="ExtraClaims">Claims that every token of the token endpoint gets besides its own.</param>
/// <param name="Clients">The applications it knows; null for the one of the README.</param>
[JsonUnmappedMemberHandling(JsonUnmappedMemberHandling.Disallow)]
public sealed record IssuerSettings(
    string? Issuer = null,
    string Audience = "simulator",
    int TokenSeconds = 3600,
    bool RefuseGrants = false,
    IReadOnlyDictionary<string, string>? ExtraClaims = null,
    IReadOnlyList<OAuthClient>? Clients = null);
