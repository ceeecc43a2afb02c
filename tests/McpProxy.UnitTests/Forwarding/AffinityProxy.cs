using System.Net;
using AdsSimulator;
using McpProxy.Forwarding;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.Extensions.DependencyInjection;
using Yarp.ReverseProxy;
using Yarp.ReverseProxy.Configuration;
using Yarp.ReverseProxy.Health;
using Yarp.ReverseProxy.LoadBalancing;
using Yarp.ReverseProxy.Model;

namespace McpProxy.UnitTests.Forwarding;

/// <summary>A real YARP in front of two real destinations, <c>na</c> and <c>eu</c>, which name themselves in every answer.</summary>
internal sealed class AffinityProxy : IAsyncDisposable
{
    public const string Cookie = "ads-affinity";

    private readonly RunningSimulator _upstream;
    private readonly WebApplication _app;
    private readonly SocketsHttpHandler _handler = new() { UseProxy = false, UseCookies = false };

    private AffinityProxy(RunningSimulator upstream, WebApplication app)
    {
        _upstream = upstream;
        _app = app;
        Client = new HttpClient(_handler) { BaseAddress = new Uri(app.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()!.Addresses.Single()) };
    }

    public HttpClient Client { get; }

    public static async Task<AffinityProxy> StartAsync(SessionAffinityConfig? affinity = null, TimeProvider? time = null)
    {
        var upstream = await SimulatorApp.StartAsync(cancellationToken: TestContext.Current.CancellationToken);
        var builder = WebApplication.CreateEmptyBuilder(new());
        builder.WebHost.UseKestrelCore().ConfigureKestrel(kestrel => kestrel.Listen(IPAddress.Loopback, 0));
        if (time is not null)
        {
            builder.Services.AddSingleton(time);
        }

        builder.Services.AddReverseProxy().LoadFromMemory(
            [new RouteConfig { RouteId = "all", ClusterId = "amazon-ads", Match = new() { Path = "/{**rest}" } }],
            [Cluster(upstream, affinity ?? new(), "na", "eu")]);
        builder.Services.AddForwarding();
        var app = builder.Build();
        app.MapReverseProxy();
        await app.StartAsync(TestContext.Current.CancellationToken);
        return new(upstream, app);
    }

    /// <summary>Sends a request with this affinity cookie, or with none.</summary>
    public async Task<AffinityAnswer> SendAsync(string? cookie = null)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, "/whoami");
        if (cookie is not null)
        {
            request.Headers.Add("Cookie", $"{Cookie}={cookie}");
        }

        using var response = await Client.SendAsync(request, TestContext.Current.CancellationToken);
        return new(
            response.StatusCode,
            response.Headers.TryGetValues("X-Simulator-Region", out var region) ? region.Single() : null,
            response.Headers.TryGetValues("Set-Cookie", out var set) ? set.Single() : null);
    }

    /// <summary>Lets YARP's health checks believe that a destination failed.</summary>
    public void MarkUnhealthy(string destinationId)
    {
        Assert.True(_app.Services.GetRequiredService<IProxyStateLookup>().TryGetCluster("amazon-ads", out var cluster));
        cluster.Destinations[destinationId].Health.Passive = DestinationHealth.Unhealthy;
        _app.Services.GetRequiredService<IClusterDestinationsUpdater>().UpdateAvailableDestinations(cluster);
    }

    public async ValueTask DisposeAsync()
    {
        Client.Dispose();
        _handler.Dispose();
        await _app.DisposeAsync();
        await _upstream.DisposeAsync();
    }

    private static ClusterConfig Cluster(RunningSimulator upstream, SessionAffinityConfig affinity, params string[] regions) => new()
    {
        ClusterId = "amazon-ads",
        LoadBalancingPolicy = LoadBalancingPolicies.RoundRobin,
        HealthCheck = new() { Passive = new() { Enabled = true } },
        // No policy is named: HashCookie is what YARP takes then.
        SessionAffinity = affinity with { Enabled = true, AffinityKeyName = Cookie },
        Destinations = regions.ToDictionary(r => r, r => new DestinationConfig { Address = upstream.AddressOf(r).ToString() }),
    };
}
