using McpProxy.Host.Plugins;
using McpProxy.Plugins.AmazonAds;
using McpProxy.Plugins.Credentials;
using McpProxy.Plugins.OpenApi;
using McpProxy.Plugins.Transforms;

namespace McpProxy.Host;

/// <summary>The plugins compiled into this executable. To build one in, reference its project and add its line here.</summary>
internal static class BuiltInPlugins
{
    public static IReadOnlyList<PluginEntry> All { get; } =
    [
        PluginEntry.BuiltIn(TransformsExtensions.AddTransforms),
        PluginEntry.BuiltIn(CredentialsExtensions.AddCredentials),
        PluginEntry.BuiltIn(AmazonAdsExtensions.AddAmazonAds),
        PluginEntry.BuiltIn(OpenApiExtensions.AddOpenApi),
    ];
}
