using McpProxy.Configuration;
using McpProxy.Configuration.Imports;
using McpProxy.Configuration.Presets;
using McpProxy.Host;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;

namespace McpProxy.UnitTests.Configuration;

/// <summary>What a process with the built-in plugins describes below <c>McpProxy</c>, and its importers below <c>Mcp</c>.</summary>
internal static class SomeDescriptors
{
    public static IReadOnlyList<ISectionDescriptor> BuiltIn()
    {
        using var provider = Services();
        return [.. provider.GetServices<ISectionDescriptor>(), .. provider.GetServices<IConfigurationImporter>()];
    }

    public static PresetCatalog Presets()
    {
        using var provider = Services();
        return provider.GetRequiredService<PresetCatalog>();
    }

    private static ServiceProvider Services()
    {
        var services = new ServiceCollection();
        services.AddLogging();
        var builder = services.AddMcpProxy(new ConfigurationBuilder().Build());
        foreach (var plugin in BuiltInPlugins.All)
        {
            plugin.Register(builder);
        }

        return services.BuildServiceProvider();
    }
}
