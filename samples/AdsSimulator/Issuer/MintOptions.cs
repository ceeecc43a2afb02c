namespace AdsSimulator.Issuer;

/// <summary>How a test token is made. The defaults make one that a verifier must accept.</summary>
public sealed record MintOptions
{
    /// <summary><c>RS256</c> or <c>ES256</c>; <c>none</c> leaves the signature empty; <c>HS256</c> signs with the text of the RSA public key (PEM), as an attacker would.</summary>
    /// <value>Default <c>RS256</c>.</value>
    public string Alg { get; init; } = "RS256";

    /// <summary>The <c>kid</c> that the header claims; an empty one is left out.</summary>
    /// <value>Default the id of the key that signs.</value>
    public string? Kid { get; init; }

    /// <summary>The id of the key that signs, which may have been rotated away.</summary>
    /// <value>Default the newest key of the algorithm.</value>
    public string? SignWith { get; init; }

    /// <summary>The <c>typ</c> of the header.</summary>
    /// <value>Default <c>JWT</c>.</value>
    public string Typ { get; init; } = "JWT";

    /// <summary>Adds the claims <c>iss</c>, <c>aud</c>, <c>iat</c> and <c>exp</c> that are not given. A given claim that is <c>null</c> is left out.</summary>
    /// <value>Default true.</value>
    public bool AddClaims { get; init; } = true;

    /// <summary>Spoils the signature.</summary>
    public bool Tamper { get; init; }
}
