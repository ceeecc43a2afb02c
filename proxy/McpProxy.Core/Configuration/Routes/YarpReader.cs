using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Yarp.ReverseProxy.Configuration;

namespace McpProxy.Configuration.Routes;

/// <summary>Reads a section with YARP's own reader, which is public only through the container.</summary>
internal static class YarpReader
{
    /// <exception cref="Exception">A value is refused. YARP's reader stops at the first and throws whatever its parsers throw.</exception>
    public static ProxyRoutes Read(IConfiguration section)
    {
        var builder = new Builder();
        builder.Services.AddLogging();
        builder.LoadFromConfig(section);
        using var services = builder.Services.BuildServiceProvider();
        var config = services.GetRequiredService<IProxyConfigProvider>().GetConfig();
        return new ProxyRoutes(config.Routes, config.Clusters);
    }

    private sealed class Builder : IReverseProxyBuilder
    {
        public IServiceCollection Services { get; } = new ServiceCollection();
    }
}
