using McpProxy.UnitTests.Host.Plugins;

namespace McpProxy.UnitTests.Host.Cli;

public sealed class PresetsCommandTests
{
    [Fact]
    public async Task Presets_Alone_ListsThoseOfAllSections()
    {
        var run = await CliRun.Of("presets");

        Assert.Equal(0, run.ExitCode);
        Assert.Matches("(?m)^HeaderScrub +amazon-ads$", run.Output);
    }

    [Fact]
    public async Task Presets_Json_HasTheOptions()
    {
        var run = await CliRun.Of("presets", "headerscrub", "--json");

        var preset = Assert.Single(run.Json.GetProperty("presets").EnumerateArray(), p => p.GetProperty("name").GetString() == "amazon-ads");
        Assert.Equal("HeaderScrub", preset.GetProperty("section").GetString());
        Assert.Equal("authorization", preset.GetProperty("options").GetProperty("Contains")[0].GetString());
    }

    [Fact]
    public async Task Presets_OfAName_PrintsItWithItsComments()
    {
        var run = await CliRun.Of("presets", "HeaderScrub", "amazon-ads");

        Assert.Equal(0, run.ExitCode);
        Assert.StartsWith("{\n  // ", run.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Presets_OfAPluginFromAFolder_AreListedToo()
    {
        using var folder = new TempFolder();

        var run = await CliRun.Of("presets", "RequestSigning", "--config", folder.Write("c.json", SamplePlugin.Configuration()));

        Assert.Equal("SECTION         PRESET\nRequestSigning  acme\n", run.Output);
    }

    [Theory]
    [InlineData("HeaderScrubs", null, "mcpproxy: there is no preset for a section 'HeaderScrubs'. Did you mean 'HeaderScrub'?\n")]
    [InlineData("HeaderScrub", "amazon-adds", "mcpproxy: HeaderScrub has no preset 'amazon-adds'. Did you mean 'amazon-ads'?\n")]
    public async Task Presets_UnknownNames_AreRefusedWithTheNearest(string section, string? name, string expected)
    {
        var run = await CliRun.Of([.. new[] { "presets", section, name }.OfType<string>()]);

        Assert.Equal((2, expected), (run.ExitCode, run.Error));
    }
}
