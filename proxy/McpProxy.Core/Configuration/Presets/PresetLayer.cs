using System.Text;
using McpProxy.Configuration.Files;
using McpProxy.Configuration.Layers;

namespace McpProxy.Configuration.Presets;

/// <summary>
/// Lays presets under the sections that name them, so that everything behind it sees one section and no <c>Preset</c>.
/// </summary>
internal sealed class PresetLayer(PresetCatalog catalog)
{
    /// <summary>The key that names a preset.</summary>
    public const string Key = "Preset";

    private const string Root = "McpProxy";

    private readonly List<ConfigError> _errors = [];
    private readonly List<PresetUse> _uses = [];

    /// <summary>Presets that could not be had.</summary>
    public IReadOnlyList<ConfigError> Errors => _errors;

    /// <summary>Lays them under a merged configuration, which is changed.</summary>
    /// <param name="configuration">Its root.</param>
    public void LayUnder(ConfigNode configuration)
    {
        var own = configuration.Find(Root);
        foreach (var section in catalog.Sections)
        {
            foreach (var options in own?.Find(section)?.Children() ?? [])
            {
                if (options.Find(Key) is { } named)
                {
                    options.Remove(Key);
                    Lay(section, options, named);
                }
            }
        }
    }

    /// <summary>The report with the presets in it: which mistakes come from one, and none that only follow from one that is not there.</summary>
    /// <param name="errors">The mistakes that were found with the presets laid.</param>
    /// <param name="presetAt">Finds the preset a path comes from.</param>
    public IEnumerable<ConfigError> Explain(IReadOnlyCollection<ConfigError> errors, Func<string, string?> presetAt)
    {
        var misspelt = errors.Where(IsMisspeltKey).ToHashSet();
        foreach (var error in errors)
        {
            if (misspelt.Contains(error))
            {
                yield return error with { Hint = $"Did you mean '{Key}'?" };
            }
            else if (presetAt(error.Path) is { } preset)
            {
                yield return error with { Message = $"{error.Message} It comes from preset '{preset}'." };
            }
            else if (error.Code != ConfigErrorCodes.Missing)
            {
                yield return error;
            }
            else if (!misspelt.Any(m => IsInside(error, m.Path[..m.Path.LastIndexOf(':')])))
            {
                foreach (var missing in ExplainMissing(error))
                {
                    yield return missing;
                }
            }
        }
    }

    private IEnumerable<ConfigError> ExplainMissing(ConfigError error) => _uses.Find(u => IsInside(error, u.Path)) switch
    {
        null => [error],
        { Name: { } name } => [error with { Message = $"{error.Message} Preset '{name}' leaves it to you." }],
        _ => [],
    };

    private void Lay(string section, ConfigNode options, ConfigNode named)
    {
        var path = $"{Root}:{section}:{options.Key}";
        if (named.ChildCount > 0 || string.IsNullOrEmpty(named.Value))
        {
            if (!named.IsNull)
            {
                Refuse(path, ConfigErrorCodes.WrongType, "Expected the name of a preset.", Names(section));
            }

            return;
        }

        var found = catalog.Find(section, named.Value);
        if (found.Count == 0)
        {
            var near = NearestName.Find(named.Value, catalog.Of(section).Select(p => p.Name));
            Refuse(path, ConfigErrorCodes.UnknownName, $"{section} has no preset '{named.Value}'.", near is null ? Names(section) : $"Did you mean '{near}'? {Names(section)}");
        }
        else if (found.Count > 1)
        {
            Refuse(path, ConfigErrorCodes.PluginFault, $"Two plugins bring a preset '{named.Value}' for {section}.", "Remove one of the plugins.");
        }
        else if (Read(found[0]) is { } preset)
        {
            PresetOverlay.Lay(options, preset, found[0].Name, Key);
            _uses.Add(new PresetUse(path, found[0].Name));
        }
        else
        {
            Refuse(path, ConfigErrorCodes.PluginFault, $"Preset '{found[0].Name}' of {section} is not a JSON object with each key once.", "Ask the author of the plugin.");
        }
    }

    private void Refuse(string path, string code, string message, string hint)
    {
        _errors.Add(new ConfigError(code, $"{path}:{Key}", message, hint));
        _uses.Add(new PresetUse(path, null));
    }

    private string Names(string section) => $"Presets are: {string.Join(", ", catalog.Of(section).Select(p => p.Name))}.";

    /// <summary>A tree of its own for each use, as it becomes part of the configuration.</summary>
    private static ConfigNode? Read(SectionPreset preset)
    {
        var content = ConfigFileReader.Read(preset.Name, Encoding.UTF8.GetBytes(preset.Json));
        if (content.Root is not { } root || content.Errors.Count > 0)
        {
            return null;
        }

        var layer = new LayerMerger();
        layer.AddJson(root);
        return layer.Root;
    }

    private bool IsMisspeltKey(ConfigError error) =>
        error.Code == ConfigErrorCodes.UnknownKey
        && error.Path.Split(':') is [Root, var section, _, var key]
        && catalog.Of(section).Count > 0
        && NearestName.Find(key, [Key]) is not null;

    private static bool IsInside(ConfigError error, string path) =>
        error.Path.StartsWith(path, StringComparison.OrdinalIgnoreCase) && (error.Path.Length == path.Length || error.Path[path.Length] == ':');
}
