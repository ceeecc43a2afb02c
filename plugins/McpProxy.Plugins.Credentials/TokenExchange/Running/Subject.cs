namespace McpProxy.Plugins.Credentials.TokenExchange.Running;

/// <summary>The credential that is traded.</summary>
/// <param name="Text">In clear; null for none.</param>
/// <param name="Fingerprint">Its SHA-256 in 64 hexadecimal digits; empty for none.</param>
/// <param name="IsCallers">Whether the caller brought it.</param>
internal readonly record struct Subject(string? Text, string Fingerprint, bool IsCallers)
{
    /// <summary>What logs may show.</summary>
    public string LogName => Fingerprint.Length >= 8 ? Fingerprint[..8] : "none";

    /// <summary>Says nothing of the credential.</summary>
    public override string ToString() => LogName;
}
