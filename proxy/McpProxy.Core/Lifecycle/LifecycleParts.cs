using System.Diagnostics.Metrics;
using McpProxy.Telemetry;
using Microsoft.Extensions.Logging;

namespace McpProxy.Lifecycle;

/// <summary>The parts of the process: started in the order of their registration, stopped in the reverse order of their starts.</summary>
internal sealed class LifecycleParts : IAsyncDisposable
{
    private readonly PartRunner[] _parts;
    private readonly List<PartRunner> _begun = [];
    private readonly CancellationTokenSource _stopping = new();
    private readonly SemaphoreSlim _turn = new(1, 1);
    private bool _isDisposed;

    public LifecycleParts(IEnumerable<ILifecyclePart> parts, TimeProvider time, IMeterFactory meters, ILogger<LifecycleParts> logger)
    {
        _parts = [.. parts.Select(p => new PartRunner(p, time, logger))];
        var meter = meters.Create(new MeterOptions(McpProxyTelemetry.MeterName) { Version = McpProxyTelemetry.Version });
        meter.CreateObservableGauge("mcpproxy.part.state", Observe, "{state}", "How each part is doing: 0 healthy, 1 degraded, 2 failed.");
    }

    /// <summary>How the parts are doing, in the order of their registration.</summary>
    public IEnumerable<(ILifecyclePart Part, PartHealth Health)> Examine() => _parts.Select(p => (p.Part, p.Health));

    /// <summary>Starts all parts that are not started yet.</summary>
    /// <exception cref="LifecyclePartException">A critical part cannot start; those that ran are stopped again.</exception>
    public async Task StartAsync(CancellationToken cancellationToken)
    {
        foreach (var part in _parts)
        {
            await StartAsync(part, cancellationToken);
        }
    }

    /// <summary>Starts one part ahead of the others.</summary>
    /// <exception cref="LifecyclePartException">It is critical and cannot start; those that ran are stopped again.</exception>
    public Task StartAsync(ILifecyclePart part, CancellationToken cancellationToken) =>
        StartAsync(Array.Find(_parts, p => ReferenceEquals(p.Part, part)) ?? throw new ArgumentException("The part is not registered.", nameof(part)), cancellationToken);

    /// <summary>Stops what was started. Never fails; the second time it does nothing.</summary>
    public async Task StopAsync()
    {
        await _stopping.CancelAsync();
        await _turn.WaitAsync(CancellationToken.None);
        try
        {
            for (var i = _begun.Count - 1; i >= 0; i--)
            {
                await _begun[i].StopAsync();
            }

            _begun.Clear();
        }
        finally
        {
            _turn.Release();
        }
    }

    /// <summary>Stops what a failed start has left running.</summary>
    public async ValueTask DisposeAsync()
    {
        if (_isDisposed)
        {
            return;
        }

        await StopAsync();
        _isDisposed = true;
        _stopping.Dispose();
        _turn.Dispose();
    }

    private async Task StartAsync(PartRunner part, CancellationToken cancellationToken)
    {
        await _turn.WaitAsync(cancellationToken);
        try
        {
            if (_begun.Contains(part))
            {
                return;
            }

            _begun.Add(part);
            if (!part.Part.IsCritical)
            {
                await part.StartOrRetryAsync(cancellationToken, _stopping.Token);
                return;
            }

            await part.StartAsync(cancellationToken);
        }
        catch (Exception e) when (!cancellationToken.IsCancellationRequested)
        {
            throw new LifecyclePartException(part.Part.Name, e);
        }
        finally
        {
            _turn.Release();
        }
    }

    private IEnumerable<Measurement<int>> Observe() =>
        _parts.Select(p => new Measurement<int>((int)p.Health.State, new KeyValuePair<string, object?>("part", p.Part.Name)));
}
