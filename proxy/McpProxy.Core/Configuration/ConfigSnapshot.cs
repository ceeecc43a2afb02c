using McpProxy.Authentication;
using McpProxy.Tools;

namespace McpProxy.Configuration;

/// <summary>One valid configuration, compiled. An exchange reads it once and passes it along.</summary>
/// <param name="Revision">Counts good loads of this process, from 1; 0 before the first.</param>
/// <param name="LoadedAt">When it was published.</param>
/// <param name="Mcp">The <c>Mcp</c> section.</param>
/// <param name="Catalog">What clients can use, compiled.</param>
/// <param name="Access">Who may come in and do what; null when nobody is asked.</param>
internal sealed record ConfigSnapshot(long Revision, DateTimeOffset LoadedAt, McpConfig Mcp, Catalog Catalog, AccessModel? Access = null)
{
    /// <summary>The host's own keys of the <c>McpProxy</c> section.</summary>
    public McpProxyConfig Host { get; init; } = new();

    public static ConfigSnapshot None { get; } = new(0, DateTimeOffset.MinValue, new McpConfig(), Catalog.Empty);
}
