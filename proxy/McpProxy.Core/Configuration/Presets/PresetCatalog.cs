namespace McpProxy.Configuration.Presets;

/// <summary>All presets of this process, by the section they are for. Immutable.</summary>
internal sealed class PresetCatalog
{
    private readonly Dictionary<string, List<SectionPreset>> _bySection = new(StringComparer.OrdinalIgnoreCase);

    /// <param name="descriptors">The sections; presets for a section that nobody describes are left out, its plugin is not here.</param>
    /// <param name="presets">Presets that were registered by themselves.</param>
    public PresetCatalog(IEnumerable<ISectionDescriptor> descriptors, IEnumerable<SectionPreset> presets)
    {
        var foreign = presets.ToLookup(p => p.Section, StringComparer.OrdinalIgnoreCase);
        foreach (var descriptor in descriptors.Where(d => d.IsMap))
        {
            var all = descriptor.Presets.Select(p => new SectionPreset(descriptor.Key, p.Key, p.Value))
                .Concat(foreign[descriptor.Key].Select(p => p with { Section = descriptor.Key }))
                .Distinct()
                .OrderBy(p => p.Name, StringComparer.Ordinal)
                .ToList();
            if (all.Count > 0)
            {
                _bySection.TryAdd(descriptor.Key, all);
            }
        }
    }

    public static PresetCatalog Empty { get; } = new([], []);

    /// <summary>The sections that have presets.</summary>
    public IEnumerable<string> Sections => _bySection.Keys.Order(StringComparer.Ordinal);

    /// <summary>The presets of a section, by name; empty for most.</summary>
    public IReadOnlyList<SectionPreset> Of(string section) => _bySection.GetValueOrDefault(section) ?? [];

    /// <summary>The presets of a name: one, unless it is unknown or two plugins chose the same.</summary>
    public IReadOnlyList<SectionPreset> Find(string section, string name) =>
        [.. Of(section).Where(p => p.Name.Equals(name, StringComparison.OrdinalIgnoreCase))];
}
