using McpProxy.Configuration;
using Microsoft.Extensions.Logging.Console;

namespace McpProxy.Host.Hosting;

/// <summary>Sets up logging to standard error: standard output belongs to results, and over stdio to the protocol.</summary>
internal static class LogSetup
{
    public static void Configure(ILoggingBuilder logging, IConfiguration configuration, HostMode mode)
    {
        logging.AddConfiguration(configuration.GetSection("Logging"));
        logging.AddConsole(console => console.LogToStandardErrorThreshold = LogLevel.Trace);
        if (LeastLevel(mode) is { } level)
        {
            logging.AddFilter<ConsoleLoggerProvider>(null, level);
        }

        if (IsJson(configuration))
        {
            logging.AddJsonConsole(json =>
            {
                json.UseUtcTimestamp = true;
                json.TimestampFormat = "yyyy-MM-ddTHH:mm:ss.fffZ";
                json.IncludeScopes = true;
            });
        }
        else
        {
            logging.AddSimpleConsole(console =>
            {
                console.SingleLine = true;
                console.UseUtcTimestamp = true;
                console.TimestampFormat = "HH:mm:ss.fff ";
            });
        }
    }

    /// <summary>Commands print their result themselves, mistakes included; their logs are for trouble alone.</summary>
    private static LogLevel? LeastLevel(HostMode mode) => mode switch
    {
        HostMode.Call => LogLevel.Warning,
        HostMode.Inspect => LogLevel.Critical,
        _ => null,
    };

    private static bool IsJson(IConfiguration configuration) =>
        Enum.TryParse<LogFormat>(configuration["McpProxy:Logging:Format"], ignoreCase: true, out var format) && format == LogFormat.Json;
}
