using Microsoft.Extensions.Configuration;

namespace McpProxy.Configuration.Binding;

/// <summary>Reports a key that nothing reads.</summary>
internal static class UnknownKey
{
    private const int MostNamesListed = 12;
    private const int ShortestBeginning = 3;

    /// <param name="errors">Where the mistake goes.</param>
    /// <param name="section">The unknown key.</param>
    /// <param name="parent">The section it stands in.</param>
    /// <param name="valid">The keys that could stand there.</param>
    public static void Add(ConfigErrors errors, IConfigurationSection section, IConfigurationSection parent, IEnumerable<string> valid)
    {
        var names = valid.Order(StringComparer.Ordinal).ToList();
        errors.Add(ConfigErrorCodes.UnknownKey, section.Path, $"Unknown key '{section.Key}'.", Suggest(section.Key, names));
        if (Nearest(section.Key, names) is { } near && !parent.GetSection(near).Exists())
        {
            errors.Excuse(parent.GetSection(near).Path);
        }
    }

    /// <summary>The nearest name as a question, else all names when they are few.</summary>
    public static string Suggest(string name, IReadOnlyCollection<string> valid)
    {
        if (Nearest(name, valid) is { } near)
        {
            return $"Did you mean '{near}'?";
        }

        return valid.Count is 0 or > MostNamesListed ? "" : $"Valid here: {string.Join(", ", valid)}.";
    }

    /// <summary>The nearest name, or the only one that begins with what was written.</summary>
    private static string? Nearest(string name, IReadOnlyCollection<string> valid)
    {
        if (NearestName.Find(name, valid) is { } near)
        {
            return near;
        }

        var longer = name.Length < ShortestBeginning ? [] : valid.Where(v => v.StartsWith(name, StringComparison.OrdinalIgnoreCase)).Take(2).ToList();
        return longer.Count == 1 ? longer[0] : null;
    }
}
