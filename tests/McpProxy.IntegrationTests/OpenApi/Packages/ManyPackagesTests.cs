namespace McpProxy.IntegrationTests.OpenApi.Packages;

/// <summary>Hundreds of operations of many documents, several of which share a prefix.</summary>
public sealed class ManyPackagesTests
{
    private const string Configuration = """{ "Mcp": { "OpenApi": { "ads": { "Document": "ads", "Cluster": "upstream", "Packages": "*" } } } }""";

    [Fact]
    public async Task Names_Of723Operations_AreLegalUniqueAndTheSameAtEveryStart()
    {
        await using var host = await ApiHost.StartWithAsync(Configuration, ManyPackages.Files());
        await using var again = await ApiHost.StartWithAsync(Configuration, [.. ManyPackages.Files().Reverse()]);

        Assert.Equal(723, host.Tools.Count);
        Assert.Equal(723, host.Tools.Distinct(StringComparer.OrdinalIgnoreCase).Count());
        Assert.All(host.Tools, t => Assert.Matches("^[a-z0-9]+_[A-Za-z0-9_-]+$", t));
        Assert.Equal(64, host.Tools.Max(t => t.Length));
        Assert.Equal(35, host.Tools.Select(t => t[..t.IndexOf('_', StringComparison.Ordinal)]).Distinct(StringComparer.Ordinal).Count());
        Assert.Equal(12, host.Tools.Count(t => t.Contains("_get_d", StringComparison.Ordinal)));
        Assert.Equal(host.Tools, again.Tools);
    }
}
