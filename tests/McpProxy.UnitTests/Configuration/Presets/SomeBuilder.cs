using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;

namespace McpProxy.UnitTests.Configuration.Presets;

/// <summary>A builder as a plugin gets it.</summary>
internal sealed class SomeBuilder(IServiceCollection services) : IMcpProxyBuilder
{
    public IServiceCollection Services => services;

    public IConfiguration Configuration { get; } = new ConfigurationBuilder().Build();
}
