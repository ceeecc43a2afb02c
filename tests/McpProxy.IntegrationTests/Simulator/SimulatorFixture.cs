using AdsSimulator;

namespace McpProxy.IntegrationTests.Simulator;

/// <summary>One simulator on a free port, with a second address for Europe, and a client for it.</summary>
public sealed class SimulatorFixture : IAsyncLifetime
{
    private RunningSimulator? _simulator;
    private HttpClient? _client;

    public RunningSimulator Simulator => _simulator ?? throw new InvalidOperationException("Not started.");

    public HttpClient Client => _client ?? throw new InvalidOperationException("Not started.");

    public async ValueTask InitializeAsync()
    {
        _simulator = await SimulatorApp.StartAsync(options => options.RegionUrls["eu"] = "http://127.0.0.1:0", TestContext.Current.CancellationToken);
        _client = NewClient();
    }

    public HttpClient NewClient() => new(new SocketsHttpHandler { UseProxy = false, AllowAutoRedirect = false }) { BaseAddress = Simulator.BaseAddress };

    public async ValueTask DisposeAsync()
    {
        _client?.Dispose();
        if (_simulator is not null)
        {
            await _simulator.DisposeAsync();
        }
    }
}
