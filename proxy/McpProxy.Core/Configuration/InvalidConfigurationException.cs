namespace McpProxy.Configuration;

/// <summary>The first configuration of a process cannot be used; the process must not start.</summary>
/// <param name="errors">Every mistake, sorted by path.</param>
public sealed class InvalidConfigurationException(IReadOnlyList<ConfigError> errors)
    : Exception($"The configuration has {errors.Count} mistake{(errors.Count == 1 ? "" : "s")}:{Environment.NewLine}{string.Join(Environment.NewLine, errors)}")
{
    /// <summary>Every mistake, sorted by path.</summary>
    public IReadOnlyList<ConfigError> Errors { get; } = errors;
}
