using System.Text.Json;
using McpProxy.Configuration.Binding;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.FileProviders;
using Microsoft.Extensions.Primitives;

namespace McpProxy.Configuration.Layers;

/// <summary>
/// A configuration that never changes, over a tree: sections and children are found without the scan over all keys that the
/// framework's providers make for each (at 700 tools the difference between milliseconds and seconds).
/// </summary>
internal sealed class FrozenSection : IJsonSection, IConfigurationRoot
{
    private readonly FrozenSection? _parent;
    private readonly ConfigNode? _node;
    private readonly ConfigNode? _source;
    private string? _path;

    public FrozenSection(ConfigNode root)
        : this(null, "", "", root, root)
    {
    }

    private FrozenSection(FrozenSection? parent, string? path, string key, ConfigNode? node, ConfigNode? source) =>
        (_parent, _path, Key, _node, _source) = (parent, path, key, node, source);

    public string Key { get; }

    /// <summary>Put together when it is asked for: most sections are bound without a word about them.</summary>
    public string Path => _path ??= _parent!.Join(Key); // without a path it has a parent

    public string? Value
    {
        get => _node?.Value;
        set => throw ReadOnly();
    }

    public bool HasChildren => _node?.ChildCount > 0;

    public IEnumerable<IConfigurationProvider> Providers => [];

    public string? this[string key]
    {
        get => Find(key)?.Value;
        set => throw ReadOnly();
    }

    public IConfigurationSection GetSection(string key)
    {
        var found = Find(key);
        var end = key.LastIndexOf(':');
        return end < 0 ? Below(key, found) : new FrozenSection(null, Join(key), key[(end + 1)..], found, found);
    }

    public IEnumerable<IConfigurationSection> GetChildren()
    {
        var nodes = _node?.Children() ?? [];
        var sections = nodes.Count == 0 ? [] : new FrozenSection[nodes.Count];
        for (var i = 0; i < sections.Length; i++)
        {
            sections[i] = Below(nodes[i].Key, nodes[i]);
        }

        return sections;
    }

    public JsonElement? TakeJson()
    {
        if (_source is not null)
        {
            _source.IsVerbatim = true;
        }

        return RawJson.Of(_source);
    }

    public IChangeToken GetReloadToken() => NullChangeToken.Singleton;

    public void Reload()
    {
        // Nothing to load again: it is frozen.
    }

    /// <summary>The same section with only some of its keys, and without a value of its own.</summary>
    public FrozenSection Only(Func<string, bool> keep)
    {
        var copy = new ConfigNode(Key);
        foreach (var child in _node?.Children() ?? [])
        {
            if (keep(child.Key))
            {
                copy.Adopt(child);
            }
        }

        return new FrozenSection(_parent, Path, Key, copy, _source);
    }

    /// <summary>A section of it with only some of its keys.</summary>
    public FrozenSection Only(string key, Func<string, bool> keep) => ((FrozenSection)GetSection(key)).Only(keep);

    private FrozenSection Below(string key, ConfigNode? node) => new(this, null, key, node, node);

    private ConfigNode? Find(string key)
    {
        if (!key.Contains(ConfigurationPath.KeyDelimiter, StringComparison.Ordinal))
        {
            return _node?.Find(key);
        }

        var found = _node;
        foreach (var part in key.Split(ConfigurationPath.KeyDelimiter))
        {
            found = found?.Find(part);
        }

        return found;
    }

    private string Join(string key) => Path.Length == 0 ? key : Path + ConfigurationPath.KeyDelimiter + key;

    private static InvalidOperationException ReadOnly() => new("A loaded configuration cannot be written.");
}
