using McpProxy.Configuration;
using McpProxy.Testing;

namespace McpProxy.UnitTests.Tools.Disclosure;

/// <summary>Which tools are in a group.</summary>
public sealed class ToolGroupTests
{
    [Fact]
    public void Exclude_TakesOutWhatIncludeNames_AndNotWhatAToolSaysOfItself()
    {
        var (catalog, errors) = SomeTool.Compile(new McpConfig
        {
            Disclosure = new DisclosureConfig { Mode = DisclosureMode.Groups },
            Tools = new Dictionary<string, ToolConfig>
            {
                ["get_report"] = new() { Route = "all", Request = "GET /a" },
                ["delete_report"] = new() { Route = "all", Request = "DELETE /a" },
                ["delete_own"] = new() { Route = "all", Request = "DELETE /b", Group = "reports" },
            },
            ToolGroups = new Dictionary<string, ToolGroupConfig> { ["reports"] = new() { Include = ["*_report"], Exclude = ["delete_*"] } },
        });

        Assert.Empty(errors);
        Assert.Equal(["delete_own", "get_report"], Assert.Single(catalog.All.Disclosure!.Groups).Tools);
    }
}
