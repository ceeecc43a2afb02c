namespace McpProxy.UnitTests.Host.Cli;

public sealed class ValidateCommandTests : IDisposable
{
    private const string TwoMistakes = """
        {
          "Mcp": { "Pth": "/mcp", "PageSize": 0 }
        }
        """;

    private readonly TempFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task Validate_SampleConfiguration_IsValid()
    {
        var run = await CliRun.Of("validate");

        Assert.Equal((0, "The configuration is valid: 3 routes, 1 cluster, 4 tools, 1 toolset, 2 resources, 1 prompt.\n", ""), (run.ExitCode, run.Output, run.Error));
    }

    [Fact]
    public async Task Validate_SampleConfigurationAsJson_CountsWhatThereIs()
    {
        var run = await CliRun.Of("validate", "--json");

        Assert.Equal(0, run.ExitCode);
        Assert.True(run.Json.GetProperty("valid").GetBoolean());
        Assert.Equal(4, run.Json.GetProperty("tools").GetInt32());
        Assert.Equal(2, run.Json.GetProperty("resources").GetInt32());
        Assert.Equal(1, run.Json.GetProperty("prompts").GetInt32());
        Assert.Empty(run.Json.GetProperty("errors").EnumerateArray());
    }

    [Fact]
    public async Task Validate_Mistakes_EndsWith3AndListsAllOnStandardError()
    {
        var run = await CliRun.Of("validate", "--config", _folder.Write("bad.json", TwoMistakes));

        Assert.Equal((3, ""), (run.ExitCode, run.Output));
        Assert.StartsWith("The configuration has 2 mistakes:\n  Mcp:PageSize: MCP012: ", run.Error, StringComparison.Ordinal);
        Assert.EndsWith("\n  Mcp:Pth: MCP010: Unknown key 'Pth'. Did you mean 'Path'?\n", run.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Validate_MistakesAsJson_AreOnStandardOutput()
    {
        var run = await CliRun.Of("validate", "--json", "--config", _folder.Write("bad.json", TwoMistakes));

        Assert.Equal((3, ""), (run.ExitCode, run.Error));
        Assert.False(run.Json.GetProperty("valid").GetBoolean());
        Assert.Equal(["Mcp:PageSize", "Mcp:Pth"], run.Json.GetProperty("errors").EnumerateArray().Select(e => e.GetProperty("path").GetString()));
        Assert.Equal("Did you mean 'Path'?", run.Json.GetProperty("errors")[1].GetProperty("hint").GetString());
    }

    [Fact]
    public async Task Validate_MissingFile_EndsWith3()
    {
        var run = await CliRun.Of("validate", "--config", "no-such-file.json");

        Assert.Equal((3, "The configuration has 1 mistake:\n  no-such-file.json: MCP003: The file does not exist.\n"), (run.ExitCode, run.Error));
    }

    [Fact]
    public async Task Validate_Folder_EndsWith3()
    {
        var folder = Path.GetDirectoryName(_folder.Write("x.json", "{}"))!;

        var run = await CliRun.Of("validate", "--config", folder);

        Assert.Equal((3, $"The configuration has 1 mistake:\n  {folder}: MCP003: This is a folder. Name a file in it.\n"), (run.ExitCode, run.Error));
    }

    [Fact]
    public async Task Validate_AddressNobodyCanListenOn_EndsWith3()
    {
        var run = await CliRun.Of("validate", "--config", _folder.Write("urls.json", """{ "Urls": "http://localhost:80;http://localhost:99999" }"""));

        Assert.Equal(
            (3, "The configuration has 1 mistake:\n  Urls: MCP016: 'http://localhost:99999' has a port outside 0 to 65535. Write e.g. http://127.0.0.1:8000.\n"),
            (run.ExitCode, run.Error));
    }

    [Fact]
    public async Task Validate_LineBreaksInNames_AreShownAndNotObeyed()
    {
        var run = await CliRun.Of("validate", "--config", _folder.Write("break.json", """{ "Mcp": { "Tools": { "a\nb\u001b[31m": { "Route": "x", "Request": "GET /" } } } }"""));

        Assert.Equal(3, run.ExitCode);
        Assert.Equal(3, run.Error.Count('\n'));
        Assert.Contains(@"Mcp:Tools:a\nb\u001b[31m: MCP100: ", run.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Validate_OwnFile_HasNeitherSimulatorNorSampleTools()
    {
        var own = _folder.Write("own.json", "{}");

        var run = await CliRun.Of("validate", "--config", own);

        Assert.Equal((0, "The configuration is valid: 0 routes, 0 clusters, 0 tools, 0 toolsets.\n"), (run.ExitCode, run.Output));
    }

    [Fact]
    public async Task Validate_SimulatorAddressWithoutSimulator_IsAMistake()
    {
        var cluster = """{ "ReverseProxy": { "Clusters": { "c": { "Destinations": { "d": { "Address": "simulator://na/" } } } } } }""";

        var off = await CliRun.Of("validate", "--config", _folder.Write("off.json", cluster));
        var on = await CliRun.Of("validate", "--config", _folder.Write("off.json", cluster), "--config", _folder.Write("on.json", """{ "McpProxy": { "Simulator": { "Enabled": true } } }"""));

        Assert.Equal(3, off.ExitCode);
        Assert.Contains("ReverseProxy:Clusters:c:Destinations:d:Address: MCP038: ", off.Error, StringComparison.Ordinal);
        Assert.Equal(0, on.ExitCode);
    }

    [Fact]
    public async Task Validate_PluginSectionThatNoRouteUses_IsCheckedWithThePluginsOwnRules()
    {
        var unused = """{ "McpProxy": { "HeaderInject": { "x": { "Headers": { "Host": { "Value": "evil" } } } } } }""";

        var run = await CliRun.Of("validate", "--config", _folder.Write("unused.json", unused));

        Assert.Equal(
            (3, "The configuration has 1 mistake:\n  McpProxy:HeaderInject:x:Headers:Host: MCP016: Header 'Host' belongs to the connection and cannot be injected.\n"),
            (run.ExitCode, run.Error));
    }

    [Fact]
    public async Task Validate_WithABrokenDocumentInAFolder_IsValidAndWarns()
    {
        _folder.Write("apis/one.json", """{ "openapi": "3.0.0", "servers": [ { "url": "https://api.example.com" } ], "paths": { "/a": { "get": { "operationId": "a" } } } }""");
        _folder.Write("apis/two.json", "{");
        var config = _folder.Write("my.json", """{ "Mcp": { "OpenApi": { "all": { "Document": "apis" } } } }""");

        var text = await CliRun.Of("validate", "--config", config);
        var json = await CliRun.Of("validate", "--config", config, "--json");

        Assert.Equal((0, 0), (text.ExitCode, json.ExitCode));
        Assert.Contains("warning: Mcp:OpenApi:all:Document: MCP221: two.json: The document is not JSON", text.Error, StringComparison.Ordinal);
        Assert.StartsWith("Mcp:OpenApi:all:Document: MCP221: two.json: ", Assert.Single(json.Json.GetProperty("warnings").EnumerateArray()).GetString(), StringComparison.Ordinal);
    }
}
