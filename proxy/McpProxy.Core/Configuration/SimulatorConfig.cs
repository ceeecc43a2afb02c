namespace McpProxy.Configuration;

/// <summary>The embedded simulator of the Amazon Ads API.</summary>
public sealed record SimulatorConfig
{
    /// <summary>Whether it runs inside this process. Read once, at the start. Default off; the configuration that ships with the host turns it on.</summary>
    public bool Enabled { get; init; }
}
