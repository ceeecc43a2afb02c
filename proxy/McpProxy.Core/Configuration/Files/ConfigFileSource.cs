using Microsoft.Extensions.Configuration;

namespace McpProxy.Configuration.Files;

/// <summary>One JSON file as a layer of the configuration. See <see cref="ConfigFileExtensions.AddMcpProxyFile"/>.</summary>
/// <param name="Path">Absolute or relative to the current directory; shown in messages as it is written here.</param>
/// <param name="Optional">Whether the file may be missing.</param>
/// <param name="ReloadOnChange">Whether the file is watched.</param>
/// <param name="Time">The clock of the watch.</param>
internal sealed record ConfigFileSource(string Path, bool Optional, bool ReloadOnChange, TimeProvider Time) : IConfigurationSource
{
    public IConfigurationProvider Build(IConfigurationBuilder builder) => new ConfigFileProvider(this);
}
