namespace McpProxy.Plugins.Credentials.TokenExchange.Running;

/// <summary>What the state store has in place of a subject.</summary>
/// <param name="Text">The credential that replaced it, in clear; null when none did.</param>
/// <param name="Version">The version of its record; 0 when there is none.</param>
internal sealed record RotatedSubject(string? Text, long Version)
{
    /// <summary>Says nothing of the credential.</summary>
    public override string ToString() => $"version {Version}";
}
