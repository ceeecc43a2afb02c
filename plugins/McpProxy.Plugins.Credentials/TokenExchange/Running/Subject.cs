using McpProxy.Credentials;

namespace McpProxy.Plugins.Credentials.TokenExchange.Running;

/// <summary>The credential that is traded.</summary>
/// <param name="Credential">In clear; null for none.</param>
/// <param name="Digest">Its SHA-256; empty for none.</param>
/// <param name="IsCallers">Whether the caller brought it.</param>
internal readonly record struct Subject(ReadOnlyMemory<char>? Credential, CredentialDigest Digest, bool IsCallers)
{
    /// <summary>No credential.</summary>
    public static Subject None => default;

    /// <summary>In clear; null for none.</summary>
    public string? Text => Credential?.ToString();

    /// <summary>The SHA-256 in 64 hexadecimal digits; empty for none.</summary>
    public string Fingerprint => Credential is null ? "" : Digest.ToString();

    /// <summary>What logs may show.</summary>
    public string LogName => Credential is null ? "none" : Fingerprint[..8];

    /// <summary>A credential whose hash is not known yet.</summary>
    public static Subject Of(ReadOnlyMemory<char> credential, bool isCallers) => new(credential, CredentialDigest.Of(credential.Span), isCallers);

    /// <summary>Says nothing of the credential.</summary>
    public override string ToString() => LogName;
}
