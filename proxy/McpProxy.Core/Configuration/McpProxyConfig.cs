using System.ComponentModel.DataAnnotations;

namespace McpProxy.Configuration;

/// <summary>The host's own keys of the <c>McpProxy</c> section. Beside them stand the sections of plugins, one per kind.</summary>
public sealed record McpProxyConfig
{
    /// <summary>Folders whose assemblies are loaded as plugins, absolute or relative to the current directory. Read once, at the start. Default none.</summary>
    public IReadOnlyList<string> Plugins { get; init; } = [];

    /// <summary>
    /// How often one request may pass McpProxy before it is answered with 508 because it goes round in a loop, 0 to 100. Default 10.
    /// Counted in <c>CDN-Loop</c> (RFC 8586), which requests to upstreams carry for it; 0 sends and counts nothing. Read once, at the start.
    /// </summary>
    [Range(0, 100)]
    public int MaxHops { get; init; } = 10;

    /// <summary>The embedded simulator of the Amazon Ads API, for trying things out.</summary>
    public SimulatorConfig Simulator { get; init; } = new();

    /// <summary>How the process ends.</summary>
    public ShutdownConfig Shutdown { get; init; } = new();

    /// <summary>What log lines look like; what is logged is set in the <c>Logging</c> section, as in every .NET host.</summary>
    public LoggingConfig Logging { get; init; } = new();

    /// <summary>What outlives a request: where it is kept, and the keys that encrypt it.</summary>
    public StateConfig State { get; init; } = new();

    /// <summary>Whole answers that are kept for a while because callers got them shortened.</summary>
    public ArtifactsConfig Artifacts { get; init; } = new();

    /// <summary>On whose behalf, and where, upstreams are called.</summary>
    public ContextConfig Context { get; init; } = new();

    /// <summary>Who may come in, on both doors. Default: nobody is asked. See docs/authentication.md.</summary>
    public AuthenticationConfig? Authentication { get; init; }

    /// <summary>What callers may do once they are known.</summary>
    public AuthorizationConfig? Authorization { get; init; }
}
