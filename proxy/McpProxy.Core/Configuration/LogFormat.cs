namespace McpProxy.Configuration;

/// <summary>The format of log lines.</summary>
public enum LogFormat
{
    /// <summary>One line of text each.</summary>
    Console,

    /// <summary>One JSON object each.</summary>
    Json,
}
