namespace McpProxy.Dispatch;

/// <summary>Severity of a log message, least first (RFC 5424, section 6.2.1, upside down).</summary>
internal enum McpLogLevel
{
    Debug,
    Info,
    Notice,
    Warning,
    Error,
    Critical,
    Alert,
    Emergency,
}
