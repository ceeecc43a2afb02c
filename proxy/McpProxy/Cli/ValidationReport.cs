using McpProxy.Configuration;

namespace McpProxy.Host.Cli;

/// <summary>What <c>mcpproxy validate --json</c> prints.</summary>
/// <param name="Valid">Whether <c>run</c> would start with it.</param>
/// <param name="Routes">Number of routes.</param>
/// <param name="Clusters">Number of clusters.</param>
/// <param name="Tools">Number of tools.</param>
/// <param name="Toolsets">Number of toolsets.</param>
/// <param name="Resources">Number of resources and resource templates.</param>
/// <param name="Prompts">Number of prompts.</param>
/// <param name="Errors">The mistakes, sorted by path.</param>
internal sealed record ValidationReport(bool Valid, int Routes, int Clusters, int Tools, int Toolsets, int Resources, int Prompts, IReadOnlyList<ConfigError> Errors)
{
    /// <summary>What does not keep <c>run</c> from starting, and should be known: of imports, documents that cannot be read first.</summary>
    public IReadOnlyList<string> Warnings { get; init; } = [];

    public override string ToString() =>
        $"The configuration is valid: {Counts.Of(Routes, "route")}, {Counts.Of(Clusters, "cluster")}, {Counts.Of(Tools, "tool")}, {Counts.Of(Toolsets, "toolset")}{Counts.OfMore(Resources, Prompts)}.";
}
