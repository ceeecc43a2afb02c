using Microsoft.Extensions.Hosting;

namespace McpProxy.Inbound;

/// <summary>
/// When the host stops, bodies that have begun to arrive get a moment to do so and then no longer hold the drain, which is
/// for calls. Kestrel's own limit on slow bodies cannot do it: its clock stops first.
/// </summary>
internal sealed class ArrivalDeadline(TimeProvider time) : IHostedLifecycleService, IDisposable
{
    /// <summary>As long as Kestrel lets a body be slow before it measures its rate.</summary>
    private static readonly TimeSpan Grace = TimeSpan.FromSeconds(5);

    private readonly CancellationTokenSource _passed = new();
    private ITimer? _timer;

    /// <summary>Fires when the host has been stopping for the time of grace.</summary>
    public CancellationToken Passed => _passed.Token;

    public Task StartingAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StartAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StartedAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    /// <summary>Runs before the server is stopped, and after the host's services that were registered later: a notice time has passed.</summary>
    public Task StoppingAsync(CancellationToken cancellationToken)
    {
        _timer = time.CreateTimer(static state => ((CancellationTokenSource)state!).Cancel(), _passed, Grace, Timeout.InfiniteTimeSpan);
        return Task.CompletedTask;
    }

    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StoppedAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public void Dispose()
    {
        _timer?.Dispose();
        _passed.Dispose();
    }
}
