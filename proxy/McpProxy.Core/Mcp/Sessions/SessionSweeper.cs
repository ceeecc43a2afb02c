using McpProxy.Configuration;
using McpProxy.Lifecycle;
using Microsoft.Extensions.Logging;

namespace McpProxy.Mcp.Sessions;

/// <summary>Keeps sessions in use from expiring, and frees what idle ones hold. That they are expired is seen at every use.</summary>
internal sealed partial class SessionSweeper(SessionStore sessions, LiveConfig config, TimeProvider time, ILogger<SessionSweeper> logger) : ILifecyclePart, IAsyncDisposable
{
    private static readonly TimeSpan LongestPeriod = TimeSpan.FromSeconds(15);

    private ITimer? _timer;
    private Task _sweep = Task.CompletedTask;

    public string Name => "sessions";

    public bool IsCritical => false;

    public Task StartAsync(CancellationToken cancellationToken)
    {
        _timer = time.CreateTimer(static self => ((SessionSweeper)self!).OnTick(), this, LongestPeriod, Timeout.InfiniteTimeSpan);
        return Task.CompletedTask;
    }

    public async Task StopAsync(CancellationToken cancellationToken) => await DisposeAsync();

    public async ValueTask DisposeAsync()
    {
        if (Interlocked.Exchange(ref _timer, null) is { } timer)
        {
            await timer.DisposeAsync();
            await _sweep;
        }
    }

    private void OnTick()
    {
        if (_sweep.IsCompleted)
        {
            _sweep = SweepAsync();
        }

        // A third of the idle time: one sweep may come late without a session in use being lost.
        var idle = config.Current.Mcp.Sessions.IdleTimeout / 3;
        Volatile.Read(ref _timer)?.Change(idle < LongestPeriod ? idle : LongestPeriod, Timeout.InfiniteTimeSpan);
    }

    private async Task SweepAsync()
    {
        try
        {
            await sessions.KeepUsedAsync();
            await sessions.ForgetIdleAsync();
        }
        catch (Exception exception)
        {
            // A store that cannot be reached now can be later.
            Log.SweepFailed(logger, exception);
        }
    }

    private static partial class Log
    {
        [LoggerMessage(403, LogLevel.Error, "Keeping and ending MCP sessions failed; it is tried again.")]
        public static partial void SweepFailed(ILogger logger, Exception exception);
    }
}
