namespace McpProxy.UnitTests.Host.Cli;

public sealed class ToolsCommandTests : IDisposable
{
    private readonly TempFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task List_Sample_ShowsEachToolWithItsTokens()
    {
        var run = await CliRun.Of("tools", "list");

        Assert.Equal(0, run.ExitCode);
        Assert.Matches("^NAME +TOKENS +EFFECT +DESCRIPTION\necho +[1-9][0-9]* +reads +Show .*\nget_profile .*\nlist_campaigns .*\nlist_profiles .*\n\n4 tools, about [1-9][0-9]+ tokens together.\n$", run.Output);
    }

    [Fact]
    public async Task Verbs_ToolOfAPlugin_TreatItLikeAnyOther()
    {
        var config = _folder.Write("ads.json", """
            {
              "ReverseProxy": {
                "Routes": { "profiles": { "ClusterId": "ads", "Match": { "Path": "/v2/{**rest}" } } },
                "Clusters": { "ads": { "Destinations": { "na": { "Address": "simulator://na/" } } } }
              },
              "McpProxy": { "Simulator": { "Enabled": true }, "AmazonAds": { "main": { "ProfilesRoute": "profiles", "Groups": [ "Profiles" ] } } }
            }
            """);

        var list = await CliRun.Of("tools", "list", "--config", config);
        var show = await CliRun.Of("tools", "show", "search_profiles", "--config", config);
        var json = await CliRun.Of("tools", "show", "search_profiles", "--config", config, "--json");
        var call = await CliRun.Of("tools", "call", "search_profiles", "--args", """{"country_code":"CA","limit":1}""", "--config", config);
        var refused = await CliRun.Of("tools", "call", "set_active_profile", "--args", """{"profile_id":"1"}""", "--config", config);

        Assert.Contains("\nclear_active_profile  ", list.Output, StringComparison.Ordinal);
        Assert.Contains("McpProxy:AmazonAds:main", show.Output, StringComparison.Ordinal);
        Assert.Equal("McpProxy:AmazonAds:main", json.Json.GetProperty("plugin").GetString());
        Assert.Contains("Northwind Outdoor CA", call.Output, StringComparison.Ordinal);
        Assert.Equal(0, call.ExitCode);
        Assert.Contains("There is no profile 1", refused.Output, StringComparison.Ordinal);
        Assert.Equal(1, refused.ExitCode);
    }

    [Fact]
    public async Task List_Json_SumsTokensAndHoldsDefinitions()
    {
        var run = await CliRun.Of("tools", "list", "--json");

        var tools = run.Json.GetProperty("tools").EnumerateArray().ToList();
        Assert.NotEmpty(tools);
        Assert.Equal(run.Json.GetProperty("totalTokens").GetInt32(), tools.Sum(t => t.GetProperty("tokens").GetInt32()));
        Assert.All(tools, t => Assert.Equal("object", t.GetProperty("definition").GetProperty("inputSchema").GetProperty("type").GetString()));
    }

    [Fact]
    public async Task List_Toolset_ShowsItsToolsOnly()
    {
        var run = await CliRun.Of("tools", "list", "--toolset", "reporting", "--json");

        Assert.Equal(["get_profile", "list_campaigns", "list_profiles"], run.Json.GetProperty("tools").EnumerateArray().Select(t => t.GetProperty("name").GetString()));
    }

    [Fact]
    public async Task List_UnknownToolset_EndsWith2AndTheNearest()
    {
        var run = await CliRun.Of("tools", "list", "--toolset", "reportign");

        Assert.Equal((2, "mcpproxy: there is no toolset 'reportign'. Did you mean 'reporting'?\n"), (run.ExitCode, run.Error));
    }

    [Fact]
    public async Task Show_Tool_HasRequestAndDefinition()
    {
        var text = await CliRun.Of("tools", "show", "get_profile");
        var json = await CliRun.Of("tools", "show", "get_profile", "--json");

        Assert.Contains("request  GET /v2/profiles/{profileId}\nroute    profiles\n", text.Output, StringComparison.Ordinal);
        Assert.Contains("\"inputSchema\": {", text.Output, StringComparison.Ordinal);
        Assert.Equal("GET /v2/profiles/{profileId}", json.Json.GetProperty("request").GetString());
        Assert.Equal("get_profile", json.Json.GetProperty("definition").GetProperty("name").GetString());
    }

    [Fact]
    public async Task Show_UnknownTool_EndsWith2AndTheNearest()
    {
        var run = await CliRun.Of("tools", "show", "get_profil");

        Assert.Equal((2, "mcpproxy: there is no tool 'get_profil'. Did you mean 'get_profile'?\n"), (run.ExitCode, run.Error));
    }

    [Fact]
    public async Task Call_Tool_PrintsItsText()
    {
        var run = await CliRun.Of("tools", "call", "get_profile", "--args", """{"profileId":"1043817530956285"}""");

        Assert.Equal((0, ""), (run.ExitCode, run.Error));
        Assert.Equal("US", run.Json.GetProperty("countryCode").GetString());
    }

    [Fact]
    public async Task Call_ArgumentsFromAFile_AreSent()
    {
        var run = await CliRun.Of("tools", "call", "echo", "--args", "@" + _folder.Write("args.json", """{"message":"from a file"}"""));

        Assert.Equal("""{"message":"from a file"}""", run.Json.GetProperty("body").GetString());
    }

    [Fact]
    public async Task Call_Json_PrintsTheWholeResult()
    {
        var run = await CliRun.Of("tools", "call", "list_campaigns", "--args", """{"profileId":"1043817530956285","maxResults":2}""", "--json");

        Assert.Equal(2, run.Json.GetProperty("structuredContent").GetProperty("campaigns").GetArrayLength());
    }

    [Fact]
    public async Task Call_SampleTool_SendsTheInjectedHeadersAndNotTheScrubbedOne()
    {
        var run = await CliRun.Of("tools", "call", "echo", "--args", """{"message":"x"}""");

        var names = run.Json.GetProperty("headers").EnumerateArray().Select(h => h[0].GetString()).ToList();
        Assert.Contains("Amazon-Advertising-API-ClientId", names);
        Assert.DoesNotContain("X-Ads-Profile", names);
    }

    [Fact]
    public async Task Call_UpstreamRefuses_EndsWith1AndSaysWhy()
    {
        var run = await CliRun.Of("tools", "call", "get_profile", "--args", """{"profileId":"1"}""");

        Assert.Equal(1, run.ExitCode);
        Assert.StartsWith("The upstream answered 404 Not Found to GET /v2/profiles/1.", run.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Call_MissingArgument_EndsWith1AndTheErrorOfTheContract()
    {
        var run = await CliRun.Of("tools", "call", "get_profile", "--json");

        Assert.Equal(1, run.ExitCode);
        Assert.Equal("invalid_arguments", run.Json.GetProperty("_meta").GetProperty("mcpproxy/error").GetProperty("kind").GetString());
    }

    [Theory]
    [InlineData("tools show", "there is no tool")]
    [InlineData("tools call", "there is no tool")]
    [InlineData("explain", "there is no tool")]
    [InlineData("tools list --toolset", "there is no toolset")]
    [InlineData("presets", "there is no preset for a section")]
    [InlineData("presets HeaderInject", "HeaderInject has no preset")]
    [InlineData("tools", "unknown command")]
    public async Task NameWithoutEnd_IsRepeatedInPart(string line, string message)
    {
        var run = await CliRun.Of([.. line.Split(' '), "\u001b" + new string('n', 100_000)]);

        Assert.Equal(2, run.ExitCode);
        Assert.StartsWith($"mcpproxy: {message} '\\u001b{new string('n', 63)}…'.", run.Error, StringComparison.Ordinal);
        Assert.InRange(run.Error.Length, 1, 2000);
    }

    [Theory]
    [InlineData("{", "mcpproxy: --args is not JSON: Line 1, column 2: The text ends inside an object or array that is not closed. Write e.g. --args '{\"name\":\"value\"}', or --args @FILE.")]
    [InlineData("[1]", "mcpproxy: --args must be a JSON object.")]
    [InlineData("@no-such-file.json", "mcpproxy: --args cannot be read: ")]
    [InlineData("@", "mcpproxy: --args @ needs the name of a file.")]
    public async Task Call_UnusableArguments_EndsWith2(string args, string error)
    {
        var run = await CliRun.Of("tools", "call", "echo", "--args", args);

        Assert.Equal((2, ""), (run.ExitCode, run.Output));
        Assert.StartsWith(error, run.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Call_Picture_IsNamedAndNotPrinted()
    {
        var config = _folder.Write("media.json", """
            {
              "McpProxy": { "Simulator": { "Enabled": true } },
              "ReverseProxy": {
                "Routes": { "media": { "ClusterId": "sim", "Match": { "Path": "/media/{**rest}" } } },
                "Clusters": { "sim": { "Destinations": { "na": { "Address": "simulator://na/" } } } }
              },
              "Mcp": { "Tools": { "picture": { "Route": "media", "Request": "GET /media/image.png" } } }
            }
            """);

        var run = await CliRun.Of("tools", "call", "picture", "--config", config);

        Assert.Matches("^\\[image image/png, [1-9][0-9]* bytes\\]\n$", run.Output);
    }
}
