using McpProxy.Configuration;
using McpProxy.Configuration.Loading;
using McpProxy.Shaping.Truncation;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;

namespace McpProxy.UnitTests.Configuration;

/// <summary>Builds the room as a host would, without a server.</summary>
internal static class SomeRoom
{
    public static ServiceProvider Create(IConfiguration configuration, string environment = "Production", Action<IServiceCollection>? configure = null)
    {
        var services = new ServiceCollection();
        services.AddLogging();
        services.AddSingleton<IHostEnvironment>(new TestEnvironment(environment));
        services.AddConfigurationRoom(configuration);
        services.AddSingleton(TimeProvider.System);
        new McpProxyBuilder(services, configuration).AddTransform<TruncateFactory>();
        GreetFactory.Register(services);
        configure?.Invoke(services);
        return services.BuildServiceProvider();
    }

    public static async Task<ConfigLoadResult> LoadAsync(IConfiguration configuration, string environment = "Production", Action<IServiceCollection>? configure = null)
    {
        await using var services = Create(configuration, environment, configure);
        return await services.GetRequiredService<ConfigLoader>().LoadAsync(configuration, TestContext.Current.CancellationToken);
    }
}
