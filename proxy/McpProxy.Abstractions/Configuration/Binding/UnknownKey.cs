using Microsoft.Extensions.Configuration;

namespace McpProxy.Configuration.Binding;

/// <summary>Reports a key that nothing reads.</summary>
internal static class UnknownKey
{
    private const int MostNamesListed = 12;

    public static void Add(ConfigErrors errors, IConfigurationSection section, IEnumerable<string> valid)
    {
        var names = valid.Order(StringComparer.Ordinal).ToList();
        errors.Add(ConfigErrorCodes.UnknownKey, section.Path, $"Unknown key '{section.Key}'.", Suggest(section.Key, names));
    }

    /// <summary>The nearest name as a question, else all names when they are few.</summary>
    public static string Suggest(string name, IReadOnlyCollection<string> valid)
    {
        if (NearestName.Find(name, valid) is { } near)
        {
            return $"Did you mean '{near}'?";
        }

        return valid.Count is 0 or > MostNamesListed ? "" : $"Valid here: {string.Join(", ", valid)}.";
    }
}
