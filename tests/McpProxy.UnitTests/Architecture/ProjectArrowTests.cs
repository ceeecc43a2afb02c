namespace McpProxy.UnitTests.Architecture;

/// <summary>Who may reference whom.</summary>
public sealed class ProjectArrowTests
{
    private const string Abstractions = "McpProxy.Abstractions";
    private const string Core = "McpProxy.Core";
    private const string Host = "McpProxy";

    [Fact]
    public void Plugins_ReferenceProjects_AbstractionsOnly() => Repository.AssertNone(
        from project in Repository.Files("*.csproj", "plugins")
        from reference in Repository.ProjectReferences(project)
        where reference != Abstractions
        select $"{project} references {reference}",
        "A plugin sees McpProxy.Abstractions and no other project.");

    [Fact]
    public void Plugins_ReferenceAssemblies_NeitherCoreNorHost() => Repository.AssertNone(
        from plugin in Repository.PluginAssemblies()
        from reference in plugin.GetReferencedAssemblies()
        where reference.Name is Core or "mcpproxy"
        select $"{plugin.GetName().Name} is compiled against {reference.Name}",
        "A plugin must load beside any host.");

    [Fact]
    public void Abstractions_ReferencesNoProject() =>
        Assert.Empty(Repository.ProjectReferences("proxy/McpProxy.Abstractions/McpProxy.Abstractions.csproj"));

    [Fact]
    public void Core_ReferencesAbstractionsOnly() =>
        Assert.Equal([Abstractions], Repository.ProjectReferences("proxy/McpProxy.Core/McpProxy.Core.csproj"));

    [Fact]
    public void Samples_ReferenceAbstractionsOnly() => Repository.AssertNone(
        from project in Repository.Files("*.csproj", "samples")
        from reference in Repository.ProjectReferences(project)
        where reference != Abstractions && (project, reference) != ("samples/QuickStart/QuickStart.csproj", Core)
        select $"{project} references {reference}",
        "A sample is written as a stranger would write it: a plugin on Abstractions, a host that embeds McpProxy on Core.");

    [Fact]
    public void Host_IsReferencedByTestingOnly() => Assert.Equal(
        ["tests/McpProxy.Testing/McpProxy.Testing.csproj"],
        Repository.Files("*.csproj").Where(project => Repository.ProjectReferences(project).Contains(Host)));

    [Fact]
    public void McpSdk_IsReferencedByCoreOnly() => Repository.AssertNone(
        from project in Repository.Files("*.csproj", "proxy", "plugins")
        where project != "proxy/McpProxy.Core/McpProxy.Core.csproj"
        from package in Repository.PackageReferences(project)
        where package.StartsWith("ModelContextProtocol", StringComparison.Ordinal)
        select $"{project} references {package}",
        "The MCP SDK is an engine of McpProxy.Core.");

    [Fact]
    public void McpSdk_IsNamedUnderMcpOnly() => Repository.AssertNone(
        from file in Repository.Files("*.cs", "proxy", "plugins")
        where !file.StartsWith("proxy/McpProxy.Core/Mcp/", StringComparison.Ordinal)
        from line in Repository.ReadLines(file)
        where Repository.CodeOf(line).Contains("ModelContextProtocol", StringComparison.Ordinal)
        select $"{file}: {line.Trim()}",
        "The other rooms do not know the MCP SDK.");

    [Fact]
    public void Solution_ContainsEveryProject()
    {
        var solution = Repository.Read("McpProxy.sln").Replace('\\', '/');

        Repository.AssertNone(
            Repository.Files("*.csproj").Where(project => !solution.Contains($"\"{project}\"", StringComparison.Ordinal)),
            "A project outside McpProxy.sln is neither built nor tested.");
    }
}
