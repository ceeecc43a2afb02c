namespace McpProxy.Host.Hosting;

/// <summary>What the command line says about a host.</summary>
/// <param name="ConfigFiles">Files that are laid over each other in this order; empty for the sample configuration.</param>
/// <param name="Urls">Where to listen; null when the command line does not say.</param>
internal sealed record HostSettings(IReadOnlyList<string> ConfigFiles, string? Urls = null)
{
    /// <summary>Configuration that stands in no file: JSON that is laid over the files. With it neither the sample nor the environment counts. Null for none.</summary>
    public byte[]? Inline { get; init; }
}
