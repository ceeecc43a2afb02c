using System.Text.Json;
using McpProxy.Configuration.Files;
using McpProxy.Configuration.Imports;
using McpProxy.Configuration.Presets;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.Configuration.Json;

namespace McpProxy.Configuration.Layers;

/// <summary>All layers of a configuration, merged and frozen at one moment, with the JSON behind them.</summary>
internal sealed class ConfigCandidate
{
    private readonly LayerMerger _merger = new();
    private readonly List<ConfigError> _sameButForCase = [];
    private readonly Dictionary<int, string> _folders = [];

    private readonly HashSet<string> _pruned = new(StringComparer.OrdinalIgnoreCase);

    private readonly PresetLayer _presets;

    private ConfigCandidate(PresetCatalog presets) => _presets = new PresetLayer(presets);

    public FrozenSection Root => new(_merger.Root);

    /// <summary>The JSON files that are layers, in order.</summary>
    public List<ConfigFileContent> Files { get; } = [];

    /// <summary>Those of them that were added as McpProxy's; the others are an embedding host's, which has sections of its own.</summary>
    public List<ConfigFileContent> OwnFiles { get; } = [];

    /// <summary>Mistakes of the files themselves.</summary>
    public IEnumerable<ConfigError> FileErrors => Files.SelectMany(f => f.Errors);

    /// <summary>Whether a file could not be read at all, so that nothing certain can be said about the rest.</summary>
    public bool IsUnreadable => Files.Exists(f => f.Root is null && f.Errors.Count > 0);

    /// <summary>Sections whose preset cannot be had.</summary>
    public IEnumerable<ConfigError> PresetErrors => _presets.Errors;

    public static ConfigCandidate Freeze(IConfiguration configuration, PresetCatalog? presets = null)
    {
        var candidate = new ConfigCandidate(presets ?? PresetCatalog.Empty);
        candidate.Add(configuration);
        candidate.Prune(candidate._merger.Root.Find("ReverseProxy"), "ReverseProxy");
        candidate._presets.LayUnder(candidate._merger.Root);
        return candidate;
    }

    /// <summary>The JSON at a path, for <see cref="StrictBinderOptions.RawJson"/>: what is asked for is taken verbatim.</summary>
    public JsonElement? TakeJson(string path)
    {
        var node = NodeAt(path);
        if (node is not null)
        {
            node.IsVerbatim = true;
        }

        return RawJson.Of(node);
    }

    public JsonElement? JsonAt(string path) => RawJson.Of(NodeAt(path));

    /// <summary>The folder of the file that has the last word on a key; the current one when no file has.</summary>
    public string FolderOf(string path) =>
        NodeAt(path) is { } node && node.FlatLayer <= node.RawLayer && _folders.TryGetValue(node.RawLayer, out var folder) ? folder : Directory.GetCurrentDirectory();

    /// <summary>Keys that are the same but for their case, outside of the JSON that was taken verbatim. Ask after binding.</summary>
    public IEnumerable<ConfigError> KeysDifferingInCaseOnly() => _sameButForCase.Where(e => !IsInsideVerbatim(e.Path));

    /// <summary>All mistakes of a load, with the presets and imports they come from, sorted by path.</summary>
    public IReadOnlyList<ConfigError> Explain(ConfigErrors errors, ImportedEntries imported)
    {
        var explained = new ConfigErrors();
        foreach (var error in imported.Explain(_presets.Explain(errors, PresetAt)))
        {
            explained.Add(error);
        }

        return [.. explained];
    }

    /// <summary>Lays imports under everything. Use it before anything is bound.</summary>
    /// <param name="entries">Where laid entries are noted.</param>
    public ImportOverlay Overlay(ImportedEntries entries) => new(_merger.Root, _pruned.Contains, entries);

    /// <summary>Takes a key away.</summary>
    public void Remove(string path)
    {
        if (path.LastIndexOf(':') is > 0 and var end)
        {
            NodeAt(path[..end])?.Remove(path[(end + 1)..]);
        }
    }

    private string? PresetAt(string path)
    {
        ConfigNode? node = _merger.Root;
        foreach (var key in path.Split(':'))
        {
            node = node?.Find(key);
            if (node?.Preset is { } preset)
            {
                return preset;
            }
        }

        return null;
    }

    private ConfigNode? NodeAt(string path)
    {
        ConfigNode? node = _merger.Root;
        foreach (var key in path.Split(':'))
        {
            node = node?.Find(key);
        }

        return node;
    }

    private bool IsInsideVerbatim(string path)
    {
        ConfigNode? node = _merger.Root;
        foreach (var key in path.Split(':'))
        {
            if (node?.IsVerbatim == true)
            {
                return true;
            }

            node = node?.Find(key);
        }

        return false;
    }

    private void Add(IConfiguration configuration)
    {
        if (configuration is not IConfigurationRoot root)
        {
            _merger.AddFlat(new SectionLayer(configuration));
            return;
        }

        foreach (var provider in root.Providers)
        {
            Add(provider);
        }
    }

    private void Add(IConfigurationProvider provider)
    {
        switch (provider)
        {
            case ConfigFileProvider file:
                OwnFiles.Add(file.Content);
                AddFile(file.Content, file.Name);
                break;
            case JsonConfigurationProvider file when TryRead(file) is { } content:
                AddFile(content, file.Source.FileProvider?.GetFileInfo(file.Source.Path ?? "").PhysicalPath);
                break;
            case ChainedConfigurationProvider { Configuration: IConfigurationRoot chained }:
                Add(chained);
                break;
            default:
                _merger.AddFlat(provider);
                break;
        }
    }

    private void AddFile(ConfigFileContent content, string? file)
    {
        Files.Add(content);
        _sameButForCase.AddRange(content.SameButForCase);
        if (content.Root is { } root)
        {
            var layer = _merger.AddJson(root);
            if (file is not null && Path.GetDirectoryName(Path.GetFullPath(file)) is { } folder)
            {
                _folders[layer] = folder;
            }
        }
    }

    /// <summary>A plain JSON file of an embedding host is read again: its provider has kept no types and no positions.</summary>
    private static ConfigFileContent? TryRead(JsonConfigurationProvider provider)
    {
        var source = provider.Source;
        if (source.Path is not { } path || source.FileProvider?.GetFileInfo(path) is not { Exists: true, IsDirectory: false } file)
        {
            return null;
        }

        try
        {
            using var stream = file.CreateReadStream();
            using var bytes = new MemoryStream();
            stream.CopyTo(bytes);
            return ConfigFileReader.Read(path, bytes.ToArray());
        }
        catch (IOException e)
        {
            return ConfigFileContent.Failed(new ConfigError(ConfigErrorCodes.File, path, $"The file cannot be read ({e.GetType().Name})."));
        }
    }

    /// <summary>YARP's own reader knows no nulls: what a later file has set to null is gone.</summary>
    private void Prune(ConfigNode? node, string path)
    {
        foreach (var child in node?.Children() ?? [])
        {
            Prune(child, $"{path}:{child.Key}");
            if (child.IsNull)
            {
                node!.Remove(child.Key);
                _pruned.Add($"{path}:{child.Key}");
            }
        }
    }
}
