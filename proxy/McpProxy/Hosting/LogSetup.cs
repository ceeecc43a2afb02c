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
        if (mode == HostMode.Inspect)
        {
            // Mistakes are the command's result; it prints them itself.
            logging.SetMinimumLevel(LogLevel.Critical).AddFilter<ConsoleLoggerProvider>(null, LogLevel.Critical);
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

    private static bool IsJson(IConfiguration configuration) =>
        Enum.TryParse<LogFormat>(configuration["McpProxy:Logging:Format"], ignoreCase: true, out var format) && format == LogFormat.Json;
}
