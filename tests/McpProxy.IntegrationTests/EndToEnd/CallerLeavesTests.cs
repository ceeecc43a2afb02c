using AdsSimulator;

namespace McpProxy.IntegrationTests.EndToEnd;

public sealed class CallerLeavesTests : IAsyncLifetime
{
    private const string EndlessPath = "/fault/delay-ms=600000/echo/tool";

    private RunningSimulator _simulator = null!;
    private readonly List<IAsyncDisposable> _owned = [];
    private readonly List<IDisposable> _files = [];

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync() => _simulator = await SimulatorApp.StartAsync(cancellationToken: Token);

    public async ValueTask DisposeAsync()
    {
        foreach (var owned in _owned)
        {
            await owned.DisposeAsync();
        }

        _files.ForEach(files => files.Dispose());
        await _simulator.DisposeAsync();
    }

    [Fact(Timeout = TimeLimit.Milliseconds)]
    public async Task HttpDoor_CallerDisconnects_CancelsTheUpstreamRequest()
    {
        var gateway = await StartAsync("Direct");
        using var doors = new Doors(gateway.Address);

        await LeaveAsync(leave => doors.GetAsync(EndlessPath[1..], leave));
    }

    [Theory(Timeout = TimeLimit.Milliseconds)]
    [InlineData("Direct")]
    [InlineData("Sdk")]
    public async Task McpDoor_ModernCallerDisconnects_CancelsTheUpstreamRequest(string engine)
    {
        var gateway = await StartAsync(engine);
        using var doors = new Doors(gateway.Address);

        await LeaveAsync(leave => doors.CallAsync("endless", [], leave));
    }

    [Theory(Timeout = TimeLimit.Milliseconds)]
    [InlineData("Direct")]
    [InlineData("Sdk")]
    public async Task McpDoor_ModernSdkClientCancels_CancelsTheUpstreamRequest(string engine)
    {
        var gateway = await StartAsync(engine);
        await using var client = await SdkClient.ConnectAsync(gateway.Mcp, "2026-07-28", Token);

        await LeaveAsync(leave => client.CallToolAsync("endless", cancellationToken: leave).AsTask());
    }

    /// <summary>Up to 2025-11-25 a lost connection is not a cancellation; only <c>notifications/cancelled</c> is.</summary>
    [Theory(Timeout = TimeLimit.Milliseconds)]
    [InlineData("Direct")]
    [InlineData("Sdk")]
    public async Task McpDoor_LegacyCallerDisconnectsThenCancels_CancelsTheUpstreamRequestOnlyThen(string engine)
    {
        const int Id = 7;
        var gateway = await StartAsync(engine);
        using var session = await LegacySession.OpenAsync(gateway.Mcp, Token);
        using var leave = CancellationTokenSource.CreateLinkedTokenSource(Token);
        var call = session.RequestAsync(Id, "tools/call", new() { ["name"] = "endless" }, leave.Token);
        await UntilInFlightAsync();

        await leave.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => call);
        Assert.Contains("\"result\":{}", await session.RequestAsync(Id + 1, "ping", [], Token), StringComparison.Ordinal);
        Assert.Equal(1, _simulator.Stats.Snapshot().Of(EndlessPath).InFlight);

        await session.CancelAsync(Id, Token);
        await UntilCancelledAsync();
    }

    private async Task LeaveAsync(Func<CancellationToken, Task> requestAsync)
    {
        using var leave = CancellationTokenSource.CreateLinkedTokenSource(Token);
        var request = requestAsync(leave.Token);
        await UntilInFlightAsync();

        await leave.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => request);
        await UntilCancelledAsync();
    }

    private Task UntilInFlightAsync() => _simulator.Stats.WaitUntilAsync(stats => stats.Of(EndlessPath).InFlight == 1, Token);

    private Task UntilCancelledAsync() =>
        _simulator.Stats.WaitUntilAsync(stats => stats.Of(EndlessPath) is { InFlight: 0, CancelledByCaller: 1 }, Token);

    private async Task<RunningGateway> StartAsync(string engine)
    {
        var files = new GatewayFiles(_simulator.BaseAddress, engine);
        _files.Add(files);
        var gateway = await RunningGateway.StartAsync(files);
        _owned.Add(gateway);
        return gateway;
    }
}
