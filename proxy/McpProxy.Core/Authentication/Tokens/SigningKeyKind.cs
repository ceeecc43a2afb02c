namespace McpProxy.Authentication.Tokens;

/// <summary>Kinds of key that check signatures.</summary>
internal enum SigningKeyKind
{
    Rsa,
    EllipticCurve,

    /// <summary>A secret that both sides have. Never one that a key set on the web holds.</summary>
    Shared,
}
