using McpProxy.Authentication;
using McpProxy.Configuration.Imports;
using McpProxy.Configuration.Layers;
using McpProxy.Configuration.Routes;
using McpProxy.Tools;

namespace McpProxy.Configuration.Loading;

/// <summary>A whole configuration that passed every check, ready to be applied.</summary>
/// <param name="Candidate">Where it comes from.</param>
/// <param name="Mcp">The <c>Mcp</c> section.</param>
/// <param name="Host">The host's keys of the <c>McpProxy</c> section.</param>
/// <param name="Proxy">Routes and clusters for YARP, stamped with their options.</param>
/// <param name="Catalog">What clients can use, compiled, still without endpoints.</param>
/// <param name="Access">Who may come in and do what; null when nobody is asked.</param>
internal sealed record LoadedConfig(ConfigCandidate Candidate, McpConfig Mcp, McpProxyConfig Host, ProxyRoutes Proxy, Catalog Catalog, AccessModel? Access)
{
    /// <summary>What was imported, in the order of the paths.</summary>
    public IReadOnlyList<ImportReport> Imports { get; init; } = [];
}
