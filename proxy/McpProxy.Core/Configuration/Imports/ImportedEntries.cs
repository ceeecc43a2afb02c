using System.Diagnostics.CodeAnalysis;

namespace McpProxy.Configuration.Imports;

/// <summary>The entries of one configuration that were imported, by their paths (<c>Mcp:Tools:getPet</c>), and those of them that turned out to be of no use.</summary>
internal sealed class ImportedEntries
{
    private readonly Dictionary<string, ImportOrigin> _origins = new(StringComparer.OrdinalIgnoreCase);
    private readonly List<(ImportOrigin Origin, string Path, string Reason)> _refused = [];

    /// <summary>Whole entries that cannot be served, each with the reason.</summary>
    public IReadOnlyList<(ImportOrigin Origin, string Path, string Reason)> Refused => _refused;

    public void Add(string path, ImportOrigin origin) => _origins.Add(path, origin);

    /// <summary>Finds the entry that a path belongs to.</summary>
    public bool TryFind(string path, [NotNullWhen(true)] out ImportOrigin? origin)
    {
        origin = null;
        return _origins.Count > 0 && _origins.TryGetValue(EntryOf(path), out origin);
    }

    /// <summary>An entry as its document has it: when it is wrong, it alone is left out.</summary>
    public bool IsWhole(string path) => TryFind(path, out var origin) && origin.IsWhole;

    /// <summary>Notes that an entry cannot be served.</summary>
    /// <param name="path">An entry that <see cref="IsWhole"/>.</param>
    /// <param name="mistake">Why.</param>
    public void Refuse(string path, ConfigError mistake) =>
        _refused.Add((_origins[path], path, OneLine.Of(mistake.Hint.Length == 0 ? mistake.Message : $"{mistake.Message} {mistake.Hint}")));

    /// <summary>
    /// The report with the imports in it: what is wrong with an imported entry belongs to its import, and the same mistake in many of
    /// them is one.
    /// </summary>
    public IEnumerable<ConfigError> Explain(IEnumerable<ConfigError> errors)
    {
        var imported = new List<(ImportOrigin Origin, ConfigError Error)>();
        foreach (var error in errors)
        {
            if (TryFind(error.Path, out var origin))
            {
                imported.Add((origin, error));
            }
            else
            {
                yield return error;
            }
        }

        foreach (var same in imported.GroupBy(e => (e.Origin, e.Error.Code, e.Error.Message)))
        {
            yield return Explain(same.Key.Origin, same.First().Error, same.Count() - 1);
        }
    }

    private static ConfigError Explain(ImportOrigin origin, ConfigError error, int others)
    {
        var more = others switch { 0 => "", 1 => " and one more", _ => $" and {others} more" };
        return origin.IsWhole
            ? error with { Path = origin.Import, Message = $"{error.Message} So says {error.Path}{more}, imported from {origin.Document}." }
            : error with { Message = $"{error.Message} {origin.Import} has imported it from {origin.Document}; what you wrote lies over it." };
    }

    private static string EntryOf(string path)
    {
        var end = -1;
        for (var i = 0; i < 3; i++)
        {
            end = path.IndexOf(':', end + 1);
            if (end < 0)
            {
                return path;
            }
        }

        return path[..end];
    }
}
