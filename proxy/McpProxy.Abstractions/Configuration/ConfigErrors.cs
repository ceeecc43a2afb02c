using System.Collections;

namespace McpProxy.Configuration;

/// <summary>
/// Collects the mistakes of one load; nothing short-circuits. The same mistake added twice counts once, and what is only the
/// consequence of a misspelt key is not counted beside it. Not thread-safe.
/// </summary>
public sealed class ConfigErrors : IReadOnlyCollection<ConfigError>
{
    private readonly HashSet<ConfigError> _errors = [];
    private readonly List<string> _excused = [];

    /// <inheritdoc />
    public int Count => _excused.Count == 0 ? _errors.Count : _errors.Count(IsCause);

    /// <summary>Adds one mistake.</summary>
    /// <param name="code">Stable code.</param>
    /// <param name="path">Configuration path.</param>
    /// <param name="message">What is wrong.</param>
    /// <param name="hint">How to mend it.</param>
    public void Add(string code, string path, string message, string hint = "") => Add(new ConfigError(code, path, message, hint));

    /// <summary>Adds one mistake.</summary>
    /// <param name="error">The mistake.</param>
    public void Add(ConfigError error) => _errors.Add(error);

    /// <inheritdoc />
    public IEnumerator<ConfigError> GetEnumerator() => _errors
        .Where(IsCause)
        .OrderBy(e => e.Path, StringComparer.Ordinal)
        .ThenBy(e => e.Code, StringComparer.Ordinal)
        .ThenBy(e => e.Message, StringComparer.Ordinal)
        .GetEnumerator();

    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();

    /// <summary>Says that a key is absent because it was misspelt, which is reported itself: what is said at or below it is left out.</summary>
    internal void Excuse(string path) => _excused.Add(path);

    /// <summary>Adds all of this, and what it excuses, to another collector.</summary>
    internal void CopyTo(ConfigErrors other)
    {
        other._errors.UnionWith(_errors);
        other._excused.AddRange(_excused);
    }

    private bool IsCause(ConfigError error) => !_excused.Exists(path =>
        error.Path.StartsWith(path, StringComparison.OrdinalIgnoreCase) && (error.Path.Length == path.Length || error.Path[path.Length] == ':'));
}
