using McpProxy.Lifecycle;
using Microsoft.Extensions.Logging;

namespace McpProxy.Mcp.Sessions;

/// <summary>Frees what expired sessions hold. That they are expired is seen at every use; this only cleans up.</summary>
internal sealed partial class SessionSweeper(SessionStore sessions, TimeProvider time, ILogger<SessionSweeper> logger) : ILifecyclePart, IDisposable
{
    private static readonly TimeSpan Period = TimeSpan.FromSeconds(15);

    private readonly CancellationTokenSource _stop = new();
    private Task _sweeping = Task.CompletedTask;

    public string Name => "sessions";

    public bool IsCritical => false;

    public Task StartAsync(CancellationToken cancellationToken)
    {
        _sweeping = RunAsync(_stop.Token);
        return Task.CompletedTask;
    }

    public async Task StopAsync(CancellationToken cancellationToken)
    {
        await _stop.CancelAsync();
        await _sweeping;
    }

    public void Dispose() => _stop.Dispose();

    private async Task RunAsync(CancellationToken stop)
    {
        using var timer = new PeriodicTimer(Period, time);
        try
        {
            while (await timer.WaitForNextTickAsync(stop))
            {
                await SweepAsync();
            }
        }
        catch (OperationCanceledException) when (stop.IsCancellationRequested)
        {
            // The process stops.
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
            // An exception that leaves here would end the sweeping.
            Log.SweepFailed(logger, exception);
        }
    }

    private static partial class Log
    {
        [LoggerMessage(403, LogLevel.Error, "Ending expired MCP sessions failed; it is tried again.")]
        public static partial void SweepFailed(ILogger logger, Exception exception);
    }
}
