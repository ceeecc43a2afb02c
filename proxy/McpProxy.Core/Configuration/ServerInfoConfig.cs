namespace McpProxy.Configuration;

/// <summary>The <c>Implementation</c> object that names this server.</summary>
public sealed record ServerInfoConfig
{
    /// <summary>Programmatic name. Default <c>mcpproxy</c>.</summary>
    public string Name { get; init; } = "mcpproxy";

    /// <summary>Name shown to people. Default none.</summary>
    public string? Title { get; init; }

    /// <summary>Version. Default: the version of this build.</summary>
    public string? Version { get; init; }

    /// <summary>Web page about this server, an http or https URL. Default none.</summary>
    public string? WebsiteUrl { get; init; }
}
