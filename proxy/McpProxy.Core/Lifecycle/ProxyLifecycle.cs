using System.Diagnostics.Metrics;
using McpProxy.Telemetry;
using Microsoft.Extensions.Logging;

namespace McpProxy.Lifecycle;

/// <summary>The phase that the process is in: one log line for each change, and the gauge <c>mcpproxy.phase</c>.</summary>
internal sealed partial class ProxyLifecycle
{
    private static readonly ProxyPhase[] _phases = Enum.GetValues<ProxyPhase>();
    private static readonly string[] _names = [.. _phases.Select(p => p.ToString().ToLowerInvariant())];

    private readonly Lock _lock = new();
    private readonly TimeProvider _time;
    private readonly ILogger _logger;
    private readonly List<(ProxyPhase Phase, ProxyPhase Left, double Milliseconds)> _untold = [];
    private long _since;

    public ProxyLifecycle(TimeProvider time, IMeterFactory meters, ILogger<ProxyLifecycle> logger, LifecycleOrigin? origin = null)
    {
        _time = time;
        _logger = logger;
        _since = origin?.Timestamp ?? time.GetTimestamp();
        var meter = meters.Create(new MeterOptions(McpProxyTelemetry.MeterName) { Version = McpProxyTelemetry.Version });
        meter.CreateObservableGauge("mcpproxy.phase", Observe, "{phase}", "The phase of the process: 1 for the current one, 0 for the others.");
    }

    public ProxyPhase Phase { get; private set; }

    /// <summary>Goes on to a phase; without effect when it is past already.</summary>
    public void Enter(ProxyPhase phase)
    {
        lock (_lock)
        {
            if (phase <= Phase)
            {
                return;
            }

            var now = _time.GetTimestamp();
            _untold.Add((phase, Phase, _time.GetElapsedTime(_since, now).TotalMilliseconds));
            _since = now;
            Phase = phase;
            if (phase > ProxyPhase.Registration)
            {
                Tell();
            }
        }
    }

    /// <summary>Until the configuration is accepted nothing is told: its mistakes are all that matters then.</summary>
    private void Tell()
    {
        foreach (var (phase, left, milliseconds) in _untold)
        {
            Log.PhaseEntered(_logger, _names[(int)phase], _names[(int)left], milliseconds);
        }

        _untold.Clear();
    }

    private IEnumerable<Measurement<int>> Observe() =>
        _phases.Select(p => new Measurement<int>(p == Phase ? 1 : 0, new KeyValuePair<string, object?>("phase", _names[(int)p])));

    private static partial class Log
    {
        [LoggerMessage(500, LogLevel.Information, "Phase {Phase}; {Left} took {Milliseconds:0} ms.")]
        public static partial void PhaseEntered(ILogger logger, string phase, string left, double milliseconds);
    }
}
