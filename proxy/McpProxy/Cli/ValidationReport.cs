using McpProxy.Configuration;

namespace McpProxy.Host.Cli;

/// <summary>What <c>mcpproxy validate --json</c> prints.</summary>
/// <param name="Valid">Whether <c>run</c> would start with it.</param>
/// <param name="Routes">Number of routes.</param>
/// <param name="Clusters">Number of clusters.</param>
/// <param name="Tools">Number of tools.</param>
/// <param name="Toolsets">Number of toolsets.</param>
/// <param name="Errors">The mistakes, sorted by path.</param>
internal sealed record ValidationReport(bool Valid, int Routes, int Clusters, int Tools, int Toolsets, IReadOnlyList<ConfigError> Errors)
{
    public override string ToString() =>
        $"The configuration is valid: {Count(Routes, "route")}, {Count(Clusters, "cluster")}, {Count(Tools, "tool")}, {Count(Toolsets, "toolset")}.";

    private static string Count(int number, string noun) => $"{number} {noun}{(number == 1 ? "" : "s")}";
}
