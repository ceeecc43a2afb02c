using AdsSimulator;
using McpProxy.Lifecycle;

namespace McpProxy.Host.Hosting;

/// <summary>
/// The simulator inside this process. Destinations refer to its regions as <c>simulator://na/</c>, because its port is
/// chosen by the system when it starts.
/// </summary>
internal sealed class EmbeddedSimulator : ILifecyclePart
{
    /// <summary>Scheme of destination addresses that mean the simulator; the host is the region.</summary>
    public const string Scheme = "simulator";

    private RunningSimulator? _running;

    public string Name => "simulator";

    public bool IsCritical => true;

    /// <summary>The real address behind one that names a region. Before the start, and in hosts that are only looked into, it leads nowhere.</summary>
    /// <exception cref="FormatException">There is no such region.</exception>
    public Uri AddressOf(Uri address)
    {
        var region = _running is null ? new Uri($"http://{address.Host}.simulator.invalid/") : _running.AddressOf(address.Host);
        return new Uri(region, address.AbsolutePath.TrimStart('/'));
    }

    public async Task StartAsync(CancellationToken cancellationToken) => _running = await SimulatorApp.StartAsync(cancellationToken: cancellationToken);

    public async Task StopAsync(CancellationToken cancellationToken)
    {
        if (_running is not null)
        {
            await _running.DisposeAsync();
        }
    }
}
