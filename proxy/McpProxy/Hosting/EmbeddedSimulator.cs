using AdsSimulator;
using McpProxy.Admin;

namespace McpProxy.Host.Hosting;

/// <summary>
/// The simulator inside this process. Destinations refer to its regions as <c>simulator://na/</c>, because its port is
/// chosen by the system when it starts.
/// </summary>
internal sealed class EmbeddedSimulator : IReadinessCheck, IAsyncDisposable
{
    /// <summary>Scheme of destination addresses that mean the simulator; the host is the region.</summary>
    public const string Scheme = "simulator";

    private readonly RunningSimulator? _running;

    private EmbeddedSimulator(RunningSimulator? running) => _running = running;

    /// <summary>One that is not running, for hosts that are only looked into; its addresses lead nowhere.</summary>
    public static EmbeddedSimulator Absent { get; } = new(null);

    public static async Task<EmbeddedSimulator> StartAsync(CancellationToken cancellationToken) =>
        new(await SimulatorApp.StartAsync(cancellationToken: cancellationToken));

    /// <summary>The real address behind one that names a region.</summary>
    /// <exception cref="FormatException">There is no such region.</exception>
    public Uri AddressOf(Uri address)
    {
        var region = _running is null ? new Uri($"http://{address.Host}.simulator.invalid/") : _running.AddressOf(address.Host);
        return new Uri(region, address.AbsolutePath.TrimStart('/'));
    }

    public ReadinessReason? Examine() => _running is null ? new("simulator", ReadinessStatus.NotReady, "The embedded simulator is not running.") : null;

    public ValueTask DisposeAsync() => _running?.DisposeAsync() ?? default;
}
