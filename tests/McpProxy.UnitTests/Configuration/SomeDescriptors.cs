using McpProxy.Configuration;
using McpProxy.Host;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;

namespace McpProxy.UnitTests.Configuration;

/// <summary>What a process with the built-in plugins describes below <c>McpProxy</c>.</summary>
internal static class SomeDescriptors
{
    public static IReadOnlyList<ISectionDescriptor> BuiltIn()
    {
        var services = new ServiceCollection();
        services.AddLogging();
        var builder = services.AddMcpProxy(new ConfigurationBuilder().Build());
        foreach (var plugin in BuiltInPlugins.All)
        {
            plugin.Register(builder);
        }

        using var provider = services.BuildServiceProvider();
        return [.. provider.GetServices<ISectionDescriptor>()];
    }
}
