using McpProxy.Configuration.Files;
using Microsoft.Extensions.Configuration;

namespace McpProxy.Configuration;

/// <summary>Adds JSON files to a configuration the way McpProxy's host does.</summary>
public static class ConfigFileExtensions
{
    /// <summary>
    /// Adds a JSON file (comments and trailing commas allowed) as the next layer. Other than with <c>AddJsonFile</c>, a mistake
    /// in the file never throws while the configuration is built and never empties it on reload: what was good last stays, and
    /// the mistake is reported with line and column among all others. Half-written files are waited for.
    /// </summary>
    /// <param name="builder">The configuration.</param>
    /// <param name="path">Absolute, or relative to the current directory.</param>
    /// <param name="optional">Whether the file may be missing. Default false.</param>
    /// <param name="reloadOnChange">Whether the file is watched. Default true.</param>
    public static IConfigurationBuilder AddMcpProxyFile(this IConfigurationBuilder builder, string path, bool optional = false, bool reloadOnChange = true)
    {
        ArgumentNullException.ThrowIfNull(builder);
        ArgumentException.ThrowIfNullOrEmpty(path);
        return builder.Add(new ConfigFileSource(path, optional, reloadOnChange, TimeProvider.System));
    }
}
