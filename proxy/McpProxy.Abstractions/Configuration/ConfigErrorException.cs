namespace McpProxy.Configuration;

/// <summary>Carries a <see cref="ConfigError"/> through interfaces that collect exceptions, such as YARP's transform validation.</summary>
/// <param name="error">The mistake.</param>
public sealed class ConfigErrorException(ConfigError error) : Exception(error.ToString())
{
    /// <summary>The mistake, with its path and code.</summary>
    public ConfigError Error { get; } = error;
}
