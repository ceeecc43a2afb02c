using System.Security.Cryptography;
using System.Text;
using McpProxy.Configuration.Layers;
using Microsoft.Extensions.Configuration;

namespace McpProxy.Configuration.Imports;

/// <summary>Finds what a configuration wants imported: the sections of importers below <c>Mcp</c>, and tools that refer to an entry of a document.</summary>
internal sealed class ImportSections(IEnumerable<IConfigurationImporter> importers)
{
    private const string Root = "Mcp";

    private readonly Dictionary<string, IConfigurationImporter> _importers = Distinct(importers);

    /// <summary>All importers of this process, as sections below <c>Mcp</c>.</summary>
    public IReadOnlyCollection<IConfigurationImporter> Importers => _importers.Values;

    /// <summary>Whether a key below <c>Mcp</c> is an importer's.</summary>
    public bool IsImport(string key) => _importers.ContainsKey(key);

    /// <summary>Binds all of them. What has mistakes is reported and left out.</summary>
    public IEnumerable<ImportTask> Read(ConfigCandidate candidate, StrictBinderOptions options, ConfigErrors errors)
    {
        foreach (var importer in _importers.Values)
        {
            var section = candidate.Root.GetSection($"{Root}:{importer.Key}");
            if (section.Value is not null)
            {
                errors.Add(ConfigErrorCodes.WrongType, section.Path, "Expected an object.");
            }

            foreach (var child in section.GetChildren().Where(c => c.GetChildren().Any() || c.Value is not null))
            {
                if (Bind(importer, child, errors, options) is { } bound)
                {
                    yield return new ImportTask(child.Path, importer, bound, null, FingerprintOf(child, candidate));
                }
            }

            foreach (var tool in candidate.Root.GetSection($"{Root}:Tools").GetChildren())
            {
                if (tool.GetSection(importer.Key) is { Value: { Length: > 0 } reference } key)
                {
                    yield return new ImportTask(tool.Path, importer, Activator.CreateInstance(importer.OptionsType)!, reference, FingerprintOf(key, candidate));
                }
            }
        }
    }

    private static object? Bind(IConfigurationImporter importer, IConfigurationSection section, ConfigErrors errors, StrictBinderOptions options)
    {
        // Its own mistakes only: those of others must not keep it from being imported.
        var mistakes = new ConfigErrors();
        try
        {
            var bound = StrictBinder.Bind(importer.OptionsType, section, mistakes, options);
            importer.Validate(bound, section.Path, mistakes);
            foreach (var mistake in mistakes)
            {
                errors.Add(mistake);
            }

            return mistakes.Count == 0 ? bound : null;
        }
        catch (Exception e)
        {
            // Foreign code: its fault is one more line of the report, not the end of it.
            errors.Add(ConfigErrorCodes.PluginFault, section.Path, $"{importer.GetType().Name} failed on its options: {e.GetType().Name}: {e.Message}");
            return null;
        }
    }

    /// <summary>Of everything in the section, and of the folder that its file names start from.</summary>
    public static string FingerprintOf(IConfigurationSection section, ConfigCandidate candidate)
    {
        var text = new StringBuilder(candidate.FolderOf(section.Path)).Append('\n');
        Append(text, section);
        text.Append(candidate.JsonAt(section.Path)?.GetRawText());
        return Convert.ToHexString(SHA256.HashData(Encoding.UTF8.GetBytes(text.ToString())));
    }

    private static void Append(StringBuilder text, IConfigurationSection section)
    {
        text.Append(section.Path).Append('=').Append(section.Value ?? "\0").Append('\n');
        foreach (var child in section.GetChildren())
        {
            Append(text, child);
        }
    }

    private static Dictionary<string, IConfigurationImporter> Distinct(IEnumerable<IConfigurationImporter> importers)
    {
        var map = new Dictionary<string, IConfigurationImporter>(StringComparer.OrdinalIgnoreCase);
        foreach (var importer in importers)
        {
            map.TryAdd(importer.Key, importer);
        }

        return map;
    }
}
