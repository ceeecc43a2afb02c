using BenchmarkDotNet.Attributes;
using McpProxy.Configuration;
using McpProxy.Context;
using McpProxy.Forwarding.Regions;
using Yarp.ReverseProxy.Configuration;
using Yarp.ReverseProxy.Model;

namespace McpProxy.Benchmarks.Micro;

/// <summary>What context and region add to one call: headers read, choice found, region resolved, destinations narrowed.</summary>
[MemoryDiagnoser]
public class ContextBenchmarks
{
    private static readonly ExchangeCaller _who = new() { Tenant = "t1", Scheme = "Partner", Principal = "someone" };
    private static readonly ContextDefaults _none = new(null, null, null);

    private readonly Dictionary<string, DestinationState> _destinations = [];
    private readonly DefaultHttpContext _caller = new();
    private ContextResolution _contexts = null!; // set up before every run
    private RegionRouter _regions = null!;
    private DestinationState[] _available = [];
    private string _handle = "";

    [GlobalSetup]
    public async Task SetUpAsync()
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.Services.AddMcpProxy(builder.Configuration);
        var services = builder.Build().Services;
        _contexts = services.GetRequiredService<ContextResolution>();
        foreach (var (name, region) in (ReadOnlySpan<(string, string)>)[("na1", "na"), ("na2", "na"), ("eu1", "eu"), ("eu2", "eu"), ("fe1", "fe")])
        {
            var config = new DestinationConfig { Address = $"https://{name}.example.com/", Metadata = new Dictionary<string, string> { ["Region"] = region } };
            _destinations[name] = new DestinationState(name, new DestinationModel(config));
        }

        _available = [.. _destinations.Values];
        _regions = new RegionRouter(
            new RegionRoutingConfig { Default = "na", MarketplaceHeader = "Amazon-Advertising-API-MarketplaceId", Marketplaces = new Dictionary<string, string> { ["A1VC38T7YXB528"] = "fe" } },
            new ClusterConfig { ClusterId = "ads", Destinations = _destinations.ToDictionary(d => d.Key, d => d.Value.Model.Config) });
        _caller.Request.Headers.Host = "localhost:8000";
        _caller.Request.Headers.Accept = "application/json, text/event-stream";
        _caller.Request.Headers["Mcp-Name"] = "list_campaigns";
        var contexts = services.GetRequiredService<CallContexts>();
        static CallContext Choose(CallContext _) => new() { Identity = "identity-2", Region = "eu", Profiles = new Dictionary<string, string> { ["identity-2"] = "1043817530956285" } };
        _handle = (await contexts.ChangeAsync(Corridor(new ProxyExchange { Caller = _who }), Choose)).Handle!;
        await contexts.ChangeAsync(Corridor(new ProxyExchange { Caller = _who, SessionId = "session" }), Choose);
    }

    /// <summary>Nobody says anything: the defaults.</summary>
    [Benchmark(Baseline = true)]
    public string? Nothing() => Run(new ProxyExchange { Caller = _who, CallerRequest = _caller });

    /// <summary>The caller's session says everything.</summary>
    [Benchmark]
    public string? Session() => Run(new ProxyExchange { Caller = _who, CallerRequest = _caller, SessionId = "session" });

    /// <summary>The call carries a handle.</summary>
    [Benchmark]
    public string? Handle()
    {
        var exchange = new ProxyExchange { Caller = _who, CallerRequest = _caller };
        exchange.Requested.Handle = _handle;
        return Run(exchange);
    }

    private static DefaultHttpContext Corridor(ProxyExchange exchange)
    {
        var context = new DefaultHttpContext();
        context.Features.Set(exchange);
        return context;
    }

    private string? Run(ProxyExchange exchange)
    {
        var context = _caller;
        var resolving = _contexts.ResolveAsync(context, exchange, _none);
        if (!resolving.IsCompletedSuccessfully)
        {
            throw new InvalidOperationException("State in memory waits for nothing.");
        }

        _regions.Resolve(context, exchange);
        exchange.Offer(ContextValue.Region, "eu", ContextSource.Identity);
        _regions.Resolve(context, exchange);
        _regions.Narrow(context, exchange, new Proxied { AvailableDestinations = _available });
        return exchange.Profile;
    }

    private sealed class Proxied : IReverseProxyFeature
    {
        public RouteModel Route => throw new NotSupportedException();

        public ClusterModel Cluster { get; set; } = null!; // nobody asks

        public IReadOnlyList<DestinationState> AllDestinations => AvailableDestinations;

        public required IReadOnlyList<DestinationState> AvailableDestinations { get; set; }

        public DestinationState? ProxiedDestination { get; set; }
    }
}
