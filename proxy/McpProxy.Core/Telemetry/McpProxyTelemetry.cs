using System.Diagnostics;

namespace McpProxy.Telemetry;

/// <summary>The names under which McpProxy reports traces and metrics: what an exporter subscribes to.</summary>
public static class McpProxyTelemetry
{
    /// <summary>Name of the <see cref="ActivitySource"/> of all spans.</summary>
    public const string ActivitySourceName = "McpProxy";

    /// <summary>Name of the meter of all instruments (see <c>docs/architecture.md</c>).</summary>
    public const string MeterName = "McpProxy";

    /// <summary>The version of this build, as <c>mcpproxy version</c> prints it.</summary>
    public static string Version { get; } = typeof(McpProxyTelemetry).Assembly.GetName().Version?.ToString(3) ?? "0.0.0";

    /// <summary>The source of all spans. Static, as the runtime keeps it by name for the life of the process.</summary>
    internal static ActivitySource Source { get; } = new(ActivitySourceName, Version);
}
