using Microsoft.Extensions.Logging;

namespace McpProxy.State.Files;

/// <summary>What an operator should know of the state file. Keys and values of records are in none of it.</summary>
internal static partial class Log
{
    [LoggerMessage(800, LogLevel.Information, "The state file {Path} is open: {Records} records, read in {Milliseconds:0} ms.")]
    public static partial void Opened(ILogger logger, string path, int records, double milliseconds);

    [LoggerMessage(801, LogLevel.Warning, "The state file {Path} ended in the middle of a write, as after a crash; its last {Bytes} bytes, which nobody was told of, are dropped.")]
    public static partial void Torn(ILogger logger, string path, long bytes);

    [LoggerMessage(802, LogLevel.Error, "The state file cannot be written. Changes fail until it can be.")]
    public static partial void WriteFailed(ILogger logger, Exception exception);

    [LoggerMessage(803, LogLevel.Information, "The state file can be written again.")]
    public static partial void WritesAgain(ILogger logger);

    [LoggerMessage(804, LogLevel.Debug, "The state file was written anew: {Before} bytes before, {After} now.")]
    public static partial void Compacted(ILogger logger, long before, long after);
}
