using Microsoft.Extensions.Hosting;

namespace McpProxy.Mcp.Sessions;

/// <summary>Frees what expired sessions hold. That they are expired is seen at every use; this only cleans up.</summary>
internal sealed class SessionSweeper(SessionStore sessions, TimeProvider time) : BackgroundService
{
    private static readonly TimeSpan Period = TimeSpan.FromSeconds(15);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(Period, time);
        try
        {
            while (await timer.WaitForNextTickAsync(stoppingToken))
            {
                await sessions.EndExpiredAsync();
            }
        }
        catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
        {
            // The host stops.
        }
    }
}
