using System.Text.Json;
using System.Text.RegularExpressions;

namespace McpProxy.UnitTests.Architecture;

/// <summary>The npm packages of tests/clients are the same everywhere, whatever registry they come from.</summary>
public sealed partial class ClientPackageTests
{
    [Fact]
    public void PackageLock_NamesNoRegistry() =>
        Assert.DoesNotContain("\"resolved\"", Repository.Read("tests/clients/package-lock.json"), StringComparison.Ordinal);

    [Fact]
    public void Package_PinsExactVersions()
    {
        using var package = JsonDocument.Parse(Repository.Read("tests/clients/package.json"));

        Repository.AssertNone(
            from section in new[] { "dependencies", "optionalDependencies" }
            from dependency in package.RootElement.GetProperty(section).EnumerateObject()
            where !ExactVersion().IsMatch(dependency.Value.GetString()!)
            select dependency.ToString(),
            "A range would test other clients tomorrow.");
    }

    [GeneratedRegex(@"^\d+\.\d+\.\d+(-[0-9A-Za-z.-]+)?$")]
    private static partial Regex ExactVersion();
}
