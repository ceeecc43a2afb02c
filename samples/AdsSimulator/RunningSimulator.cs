using AdsSimulator.Access;
using AdsSimulator.Captures;
using AdsSimulator.Control;
using AdsSimulator.Faults;
using AdsSimulator.Issuer;
using AdsSimulator.Lwa;
using AdsSimulator.OAuth;
using AdsSimulator.OpenBridge;
using AdsSimulator.Regions;
using AdsSimulator.Stats;
using AdsSimulator.Strava;

namespace AdsSimulator;

/// <summary>A simulator that runs inside this process. Disposing it closes its connections at once.</summary>
public sealed class RunningSimulator : IAsyncDisposable
{
    private readonly WebApplication _app;
    private readonly SimulatorListeners _listeners;

    internal RunningSimulator(WebApplication app, SimulatorListeners listeners)
    {
        _app = app;
        _listeners = listeners;
        BaseAddress = listeners.First;
        Stats = app.Services.GetRequiredService<SimulatorStats>();
        Calls = app.Services.GetRequiredService<CallCounter>();
        Faults = app.Services.GetRequiredService<StandingFaults>();
        Requests = app.Services.GetRequiredService<RequestCaptures>();
        Ads = app.Services.GetRequiredService<Live<AdsSettings>>();
        Tokens = app.Services.GetRequiredService<AccessTokens>();
        Issuer = app.Services.GetRequiredService<IssuerServer>();
        Lwa = app.Services.GetRequiredKeyedService<AuthorizationServer>(LwaEndpoints.Name);
        OpenBridge = app.Services.GetRequiredService<OpenBridgeServer>();
        Strava = app.Services.GetRequiredKeyedService<AuthorizationServer>(StravaEndpoints.Name);
    }

    /// <summary>The first address it listens on, with a trailing slash and the real port.</summary>
    public Uri BaseAddress { get; }

    /// <summary>What it has seen so far; the same figures as <c>GET /stats</c>.</summary>
    public SimulatorStats Stats { get; }

    /// <summary>Calls by endpoint and credential; the same figures as <c>GET /_sim/calls</c>.</summary>
    public CallCounter Calls { get; }

    /// <summary>Faults that stay until they are taken back.</summary>
    public StandingFaults Faults { get; }

    /// <summary>The last requests as they arrived.</summary>
    public RequestCaptures Requests { get; }

    /// <summary>How the Ads API behaves.</summary>
    public Live<AdsSettings> Ads { get; }

    /// <summary>The access tokens that its token servers issued.</summary>
    public AccessTokens Tokens { get; }

    /// <summary>The issuer of JWTs, under <c>/issuer</c>.</summary>
    public IssuerServer Issuer { get; }

    /// <summary>Login with Amazon, under <c>/lwa</c>.</summary>
    public AuthorizationServer Lwa { get; }

    /// <summary>OpenBridge, under <c>/openbridge</c>.</summary>
    public OpenBridgeServer OpenBridge { get; }

    /// <summary>A provider in the manner of Strava, under <c>/strava</c>.</summary>
    public AuthorizationServer Strava { get; }

    /// <summary>The base address of a region: its own listener when it has one, else its path prefix.</summary>
    /// <param name="region"><c>na</c>, <c>eu</c> or <c>fe</c>.</param>
    /// <exception cref="FormatException">There is no such region.</exception>
    public Uri AddressOf(string region)
    {
        var parsed = AdsRegion.Parse(region);
        return _listeners.Find(parsed) ?? new Uri(BaseAddress, parsed.Code + "/");
    }

    /// <inheritdoc />
    public async ValueTask DisposeAsync()
    {
        try
        {
            // No grace: a test that leaves delayed requests behind must not wait for them.
            await _app.StopAsync(new CancellationToken(canceled: true));
        }
        catch (OperationCanceledException)
        {
        }

        await _app.DisposeAsync();
    }
}
