using System.Diagnostics.CodeAnalysis;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.Primitives;

namespace McpProxy.Configuration.Layers;

/// <summary>Shows a configuration that hides its providers as one layer.</summary>
internal sealed class SectionLayer(IConfiguration configuration) : IConfigurationProvider
{
    public bool TryGet(string key, out string? value) => (value = configuration[key]) is not null;

    public IEnumerable<string> GetChildKeys(IEnumerable<string> earlierKeys, string? parentPath) =>
        (parentPath is null ? configuration : configuration.GetSection(parentPath)).GetChildren().Select(c => c.Key).Concat(earlierKeys);

    public IChangeToken GetReloadToken() => configuration.GetReloadToken();

    public void Load()
    {
        // The configuration behind it loads itself.
    }

    [DoesNotReturn]
    public void Set(string key, string? value) => throw new NotSupportedException();
}
