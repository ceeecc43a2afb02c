using McpProxy.Plugins.AmazonAds;
using McpProxy.Plugins.Credentials;
using McpProxy.Plugins.OpenApi;
using McpProxy.Plugins.Transforms;

namespace McpProxy.Benchmarks.Servers;

/// <summary>McpProxy as somebody embeds it, on a configuration file.</summary>
internal static class McpProxyServer
{
    public static Task<int> RunAsync(string configFile)
    {
        var builder = BenchServer.CreateBuilder();
        builder.Configuration.AddJsonFile(Path.GetFullPath(configFile));
        builder.Services.AddMcpProxy(builder.Configuration).AddTransforms().AddCredentials().AddAmazonAds().AddOpenApi();
        var app = builder.Build();
        app.MapMcpProxy();
        return BenchServer.RunAsync(app);
    }
}
