using System.Runtime.InteropServices;
using McpProxy.Telemetry;

namespace McpProxy.Host.Cli;

/// <summary>What <c>mcpproxy version</c> says.</summary>
/// <param name="Version">Version of this build.</param>
/// <param name="Runtime">The .NET it runs on.</param>
/// <param name="Platform">Operating system and processor, as a runtime identifier.</param>
internal sealed record VersionInfo(string Version, string Runtime, string Platform)
{
    public static VersionInfo Current { get; } =
        new(McpProxyTelemetry.Version, RuntimeInformation.FrameworkDescription, RuntimeInformation.RuntimeIdentifier);

    public override string ToString() => $"mcpproxy {Version} ({Runtime}, {Platform})";
}
