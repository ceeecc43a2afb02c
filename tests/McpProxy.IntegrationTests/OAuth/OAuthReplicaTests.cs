using System.Net;
using AdsSimulator;
using AdsSimulator.OAuth;
using McpProxy.Credentials;
using McpProxy.State;
using McpProxy.Testing;
using Microsoft.Extensions.DependencyInjection;

namespace McpProxy.IntegrationTests.OAuth;

/// <summary>Two replicas with one state store and the same keys.</summary>
public sealed class OAuthReplicaTests : IAsyncLifetime
{
    private readonly TestTimeProvider _time = new();
    private readonly TempFile _key = TempFile.With("0123456789abcdef0123456789abcdef");
    private RunningSimulator _simulator = null!;
    private OAuthGateway _a = null!;
    private OAuthGateway _b = null!;

    public async ValueTask InitializeAsync()
    {
        _simulator = await SimulatorApp.StartAsync(o =>
        {
            o.TimeProvider = _time;
            o.Strava = new OAuthSettings(RotateRefreshTokens: true);
        });
        var store = new MemoryStateStore(_time, () => long.MaxValue);
        _a = await StartAsync(store);
        _b = await StartAsync(store);
    }

    public async ValueTask DisposeAsync()
    {
        await _a.DisposeAsync();
        await _b.DisposeAsync();
        await _simulator.DisposeAsync();
        _key.Dispose();
    }

    [Fact]
    public async Task Callback_ManyAtBothReplicas_OneWins()
    {
        var callback = await _a.AgreeAsync(_a.Strava, "alice");

        var answers = await Task.WhenAll(Enumerable.Range(0, 20).Select(i => (i % 2 == 0 ? _a : _b).GetAsync(callback)));

        Assert.Equal(1, answers.Count(a => a.StatusCode == HttpStatusCode.OK));
        Assert.Equal(19, answers.Count(a => a.StatusCode == HttpStatusCode.Forbidden));
    }

    [Fact]
    public async Task Call_TokenExpired_OneReplicaRefreshesForBoth()
    {
        await _a.AuthorizeAsync(_a.Strava, "alice");
        _time.Advance(OAuthGateway.Hour);

        var before = await _a.Strava.GetStatusAsync(OAuthGateway.As("alice"));

        var calls = Task.WhenAll(Enumerable.Range(0, 40).Select(i => (i % 2 == 0 ? _a : _b).GetAsync("/strava/athlete/activities", "alice")));
        while (!calls.IsCompleted)
        {
            // The replica that waits looks again when time passes. It must not pass while the other one is asking, or that runs into its limits.
            if ((await _a.Strava.GetStatusAsync(OAuthGateway.As("alice"))).IssuedAt > before.IssuedAt)
            {
                _time.Advance(TimeSpan.FromMilliseconds(250));
            }

            using var pace = await _a.GetAsync("/echo/pace");
        }

        Assert.All(await calls, c => Assert.Equal(HttpStatusCode.OK, c.StatusCode));
        Assert.Equal(2, _a.TokenCalls);
    }

    [Fact]
    public async Task Clear_AtOneReplica_HoldsAtTheOther()
    {
        await _a.AuthorizeAsync(_a.Strava, "alice");
        using var before = await _b.GetAsync("/strava/athlete/activities", "alice");

        await _a.Strava.ClearAsync(OAuthGateway.As("alice"));

        using var after = await _b.GetAsync("/strava/athlete/activities", "alice");
        Assert.Equal((HttpStatusCode.OK, HttpStatusCode.BadGateway), (before.StatusCode, after.StatusCode));
        Assert.Equal(AuthorizationStatus.NotStarted, (await _b.Strava.GetStatusAsync(OAuthGateway.As("alice"))).Status);
    }

    private Task<OAuthGateway> StartAsync(MemoryStateStore store) => OAuthGateway.StartAsync(
        _time, _simulator, $$"""{ "Keys": [ "file:{{_key}}" ] }""", services: s => s.AddSingleton<IStateStore>(store));
}
