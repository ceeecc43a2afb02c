using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.FileProviders;
using Microsoft.Extensions.Primitives;

namespace McpProxy.Configuration.Layers;

/// <summary>
/// A configuration that never changes, over a tree: sections and children are found without the scan over all keys that the
/// framework's providers make for each (at 700 tools the difference between milliseconds and seconds).
/// </summary>
internal sealed class FrozenSection(string path, string key, ConfigNode? node) : IConfigurationSection, IConfigurationRoot
{
    public string Key => key;

    public string Path => path;

    public string? Value
    {
        get => node?.Value;
        set => throw ReadOnly();
    }

    public IEnumerable<IConfigurationProvider> Providers => [];

    public string? this[string key]
    {
        get => Find(key)?.Value;
        set => throw ReadOnly();
    }

    public IConfigurationSection GetSection(string key) => new FrozenSection(Join(key), key[(key.LastIndexOf(':') + 1)..], Find(key));

    public IEnumerable<IConfigurationSection> GetChildren() =>
        node is null ? [] : node.Children().Select(c => new FrozenSection(Join(c.Key), c.Key, c));

    public IChangeToken GetReloadToken() => NullChangeToken.Singleton;

    public void Reload()
    {
        // Nothing to load again: it is frozen.
    }

    /// <summary>The same section with only some of its keys, and without a value of its own.</summary>
    public FrozenSection Only(Func<string, bool> keep)
    {
        var copy = new ConfigNode(key);
        foreach (var child in node?.Children() ?? [])
        {
            if (keep(child.Key))
            {
                copy.Adopt(child);
            }
        }

        return new FrozenSection(path, key, copy);
    }

    /// <summary>A section of it with only some of its keys.</summary>
    public FrozenSection Only(string key, Func<string, bool> keep) => ((FrozenSection)GetSection(key)).Only(keep);

    private ConfigNode? Find(string key)
    {
        var found = node;
        foreach (var part in key.Split(':'))
        {
            found = found?.Find(part);
        }

        return found;
    }

    private string Join(string key) => path.Length == 0 ? key : path + ConfigurationPath.KeyDelimiter + key;

    private static InvalidOperationException ReadOnly() => new("A loaded configuration cannot be written.");
}
