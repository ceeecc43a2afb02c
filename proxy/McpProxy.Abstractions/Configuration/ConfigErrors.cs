using System.Collections;

namespace McpProxy.Configuration;

/// <summary>Collects the mistakes of one load; nothing short-circuits. Not thread-safe.</summary>
public sealed class ConfigErrors : IReadOnlyCollection<ConfigError>
{
    private readonly List<ConfigError> _errors = [];

    /// <inheritdoc />
    public int Count => _errors.Count;

    /// <summary>Adds one mistake.</summary>
    /// <param name="code">Stable code.</param>
    /// <param name="path">Configuration path.</param>
    /// <param name="message">What is wrong.</param>
    /// <param name="hint">How to mend it.</param>
    public void Add(string code, string path, string message, string hint = "") => _errors.Add(new(code, path, message, hint));

    /// <inheritdoc />
    public IEnumerator<ConfigError> GetEnumerator() =>
        _errors.OrderBy(e => e.Path, StringComparer.Ordinal).ThenBy(e => e.Code, StringComparer.Ordinal).GetEnumerator();

    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();
}
