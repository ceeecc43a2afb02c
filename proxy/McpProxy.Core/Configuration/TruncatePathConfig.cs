namespace McpProxy.Configuration;

/// <summary>Limits for the requests that one pattern of <c>Paths</c> matches.</summary>
public sealed record TruncatePathConfig : TruncateLimitsConfig;
