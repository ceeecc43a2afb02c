using McpProxy.UnitTests.Architecture;
using McpProxy.UnitTests.Host.Plugins;

namespace McpProxy.UnitTests.Host.Cli;

public sealed class PluginsCommandTests : IDisposable
{
    private readonly TempFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task Plugins_WithoutFolders_ListsWhatIsBuiltIn()
    {
        var run = await CliRun.Of("plugins");

        Assert.Equal(0, run.ExitCode);
        Assert.Contains("(built in)\n", run.Output, StringComparison.Ordinal);
        Assert.Contains("  McpProxy:HeaderScrub:{name}\n    Removes headers", run.Output, StringComparison.Ordinal);
        Assert.Contains("    Contains: Parts of header names", run.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Plugins_FolderOfTheSample_ListsItWithItsOptionsSchema()
    {
        var run = await CliRun.Of("plugins", "--json", "--config", _folder.Write("c.json", SamplePlugin.Configuration()));

        var plugin = Assert.Single(run.Json.GetProperty("plugins").EnumerateArray(), p => p.GetProperty("name").GetString() == "request-signing");
        Assert.Equal(SamplePlugin.Folder, plugin.GetProperty("folder").GetString());
        // Both plugins of the sample are in one library, and sections belong to libraries.
        var sections = plugin.GetProperty("sections").EnumerateArray().ToDictionary(s => s.GetProperty("key").GetString()!);
        Assert.Equal(["OrderTools", "RequestSigning"], sections.Keys.Order());
        var section = sections["RequestSigning"];
        Assert.Equal(
            "The header that carries the signature. Default `X-Signature`.",
            section.GetProperty("schema").GetProperty("$defs").GetProperty("RequestSigningOptions").GetProperty("properties").GetProperty("Header").GetProperty("description").GetString());
    }

    [Fact]
    public async Task Plugins_FolderWithoutPlugin_EndsWith3AndNamesIt()
    {
        var empty = Path.Combine(_folder.Path, "empty");
        Directory.CreateDirectory(empty);

        var run = await CliRun.Of("plugins", "--config", _folder.Write("c.json", SamplePlugin.Configuration(empty)));

        Assert.Equal(3, run.ExitCode);
        Assert.Contains($"  McpProxy:Plugins:0: MCP200: The plugin folder '{empty}' holds no plugin.", run.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Validate_PluginThatFails_IsReportedWithTheOtherMistakes()
    {
        var config = _folder.Write("c.json", $$"""{ "McpProxy": { "Plugins": [ "{{_folder.Path}}/nowhere" ] }, "Mcp": { "Pth": "/x" } }""");

        var run = await CliRun.Of("validate", "--config", config);

        Assert.Equal(3, run.ExitCode);
        Assert.Contains("  McpProxy:Plugins:0: MCP200: ", run.Error, StringComparison.Ordinal);
        Assert.Contains("  Mcp:Pth: MCP010: ", run.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Schema_CommandLine_PrintsTheCommittedFile()
    {
        var run = await CliRun.Of("schema");

        Assert.Equal(Repository.Read("config/mcpproxy.schema.json"), run.Output);
    }

    [Fact]
    public async Task Schema_WithAPlugin_KnowsItsSection()
    {
        var run = await CliRun.Of("schema", "--config", _folder.Write("c.json", SamplePlugin.Configuration()));

        Assert.True(run.Json.GetProperty("properties").GetProperty("McpProxy").GetProperty("properties").TryGetProperty("RequestSigning", out _));
    }
}
