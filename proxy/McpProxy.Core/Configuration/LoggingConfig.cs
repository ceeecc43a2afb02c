namespace McpProxy.Configuration;

/// <summary>What log lines look like.</summary>
public sealed record LoggingConfig
{
    /// <summary>Lines for people or for machines. Read once, at the start. Default <c>Console</c>.</summary>
    public LogFormat Format { get; init; } = LogFormat.Console;
}
