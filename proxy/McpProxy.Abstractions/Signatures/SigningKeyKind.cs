namespace McpProxy.Signatures;

/// <summary>Kinds of key that check signatures.</summary>
public enum SigningKeyKind
{
    /// <summary>RSA, with either padding.</summary>
    Rsa,

    /// <summary>ECDSA on a curve of NIST.</summary>
    EllipticCurve,

    /// <summary>A secret that both sides have. Never one that a key set on the web holds.</summary>
    Shared,
}
