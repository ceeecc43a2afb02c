namespace McpProxy.Plugins.OpenApi;

/// <summary>What of the proxy imported tools may use.</summary>
/// <param name="CanNegotiate">Whether routes can negotiate media types.</param>
/// <param name="HasArtifacts">Whether artifacts are configured, so that answers may be kept as such.</param>
internal sealed record ProxyFeatures(bool CanNegotiate, bool HasArtifacts);
