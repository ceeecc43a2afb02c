using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace McpProxy.Mcp.Sessions;

/// <summary>Frees what expired sessions hold. That they are expired is seen at every use; this only cleans up.</summary>
internal sealed partial class SessionSweeper(SessionStore sessions, TimeProvider time, ILogger<SessionSweeper> logger) : BackgroundService
{
    private static readonly TimeSpan Period = TimeSpan.FromSeconds(15);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(Period, time);
        try
        {
            while (await timer.WaitForNextTickAsync(stoppingToken))
            {
                await SweepAsync();
            }
        }
        catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
        {
            // The host stops.
        }
    }

    private async Task SweepAsync()
    {
        try
        {
            await sessions.EndExpiredAsync();
        }
        catch (Exception exception)
        {
            // An exception that leaves here would stop the whole host.
            Log.SweepFailed(logger, exception);
        }
    }

    private static partial class Log
    {
        [LoggerMessage(403, LogLevel.Error, "Ending expired MCP sessions failed; it is tried again.")]
        public static partial void SweepFailed(ILogger logger, Exception exception);
    }
}
