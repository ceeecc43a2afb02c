using Microsoft.Extensions.Logging;

namespace McpProxy.Plugins.AmazonAds.Downloads;

/// <summary>What an operator should know of downloads. Neither URLs nor whose files they are.</summary>
internal static partial class Log
{
    [LoggerMessage(860, LogLevel.Information, "Downloads: {Path} was fetched from {Host}, {Bytes} bytes.")]
    public static partial void Fetched(ILogger logger, string path, string host, long bytes);

    [LoggerMessage(861, LogLevel.Warning, "Downloads: a file was not fetched from {Host}: {Code}.")]
    public static partial void NotFetched(ILogger logger, string host, string code);

    [LoggerMessage(862, LogLevel.Warning, "{Section} allows http or networks that are not of the public internet. Callers can make the proxy send requests there.")]
    public static partial void Loosened(ILogger logger, string section);

    [LoggerMessage(863, LogLevel.Information, "Downloads: {Count} files were removed because of their age.")]
    public static partial void Swept(ILogger logger, int count);

    [LoggerMessage(864, LogLevel.Error, "Downloads: old files could not be removed.")]
    public static partial void SweepFailed(ILogger logger, Exception exception);
}
