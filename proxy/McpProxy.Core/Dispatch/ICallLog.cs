namespace McpProxy.Dispatch;

/// <summary>Takes the log messages of a running call back to its caller.</summary>
internal interface ICallLog
{
    /// <summary>Sends a log message, unless the caller does not want messages of this level or there are too many.</summary>
    /// <param name="level">Its severity.</param>
    /// <param name="logger">Name of the part that logged it, or null.</param>
    /// <param name="data">UTF-8 JSON on one line.</param>
    ValueTask LogAsync(McpLogLevel level, string? logger, ReadOnlyMemory<byte> data);
}
