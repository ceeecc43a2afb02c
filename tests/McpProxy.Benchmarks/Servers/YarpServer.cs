using Yarp.ReverseProxy.Configuration;

namespace McpProxy.Benchmarks.Servers;

/// <summary>Plain YARP on the routes of <see cref="ProxyConfigFile"/>: what every budget is a ratio of.</summary>
internal static class YarpServer
{
    public static Task<int> RunAsync(Uri upstream)
    {
        var app = Build(upstream);
        app.MapReverseProxy();
        return BenchServer.RunAsync(app);
    }

    public static WebApplication Build(Uri upstream)
    {
        var builder = BenchServer.CreateBuilder();
        builder.Services.AddReverseProxy().LoadFromMemory(
            [Route("profiles", "/v2/profiles/{**rest}"), Route("dressed", "/dressed/{**rest}") with { Transforms = ProxyConfigFile.YarpTransforms }],
            [new ClusterConfig { ClusterId = "upstream", Destinations = new Dictionary<string, DestinationConfig> { ["one"] = new() { Address = upstream.AbsoluteUri } } }]);
        return builder.Build();
    }

    private static RouteConfig Route(string id, string path) => new() { RouteId = id, ClusterId = "upstream", Match = new RouteMatch { Path = path } };
}
