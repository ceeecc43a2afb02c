using System.Collections;

namespace McpProxy.Configuration;

/// <summary>Collects the mistakes of one load; nothing short-circuits. The same mistake added twice counts once. Not thread-safe.</summary>
public sealed class ConfigErrors : IReadOnlyCollection<ConfigError>
{
    private readonly HashSet<ConfigError> _errors = [];

    /// <inheritdoc />
    public int Count => _errors.Count;

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
        .OrderBy(e => e.Path, StringComparer.Ordinal)
        .ThenBy(e => e.Code, StringComparer.Ordinal)
        .ThenBy(e => e.Message, StringComparer.Ordinal)
        .GetEnumerator();

    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();
}
