using System.Text.Json.Serialization;

namespace AdsSimulator.Issuer;

/// <summary>How a test token is made. The defaults make one that a verifier must accept.</summary>
/// <param name="Alg"><c>RS256</c> or <c>ES256</c>; <c>none</c> leaves the signature empty; <c>HS256</c> signs with the text of the RSA public key (PEM), as an attacker would.</param>
/// <param name="Kid">The <c>kid</c> that the header claims; an empty one is left out; null is that of the key that signs.</param>
/// <param name="SignWith">The id of the key that signs, which may have been rotated away; null is the newest of the algorithm.</param>
/// <param name="Typ">The <c>typ</c> of the header.</param>
/// <param name="AddClaims">Adds the claims <c>iss</c>, <c>aud</c>, <c>iat</c> and <c>exp</c> that are not given. A given claim that is <c>null</c> is left out.</param>
/// <param name="Tamper">Spoils the signature.</param>
[JsonUnmappedMemberHandling(JsonUnmappedMemberHandling.Disallow)]
public sealed record MintOptions(string Alg = "RS256", string? Kid = null, string? SignWith = null, string Typ = "JWT", bool AddClaims = true, bool Tamper = false);
