namespace McpProxy.UnitTests.Host.Cli;

public sealed class ExplainCommandTests : IDisposable
{
    private const string Config = """
        {
          "ReverseProxy": {
            "Routes": { "pets": { "ClusterId": "c", "Match": { "Path": "/api/{**rest}" }, "Transforms": [
              { "PathRemovePrefix": "/api" },
              { "RequestHeader": "X-Api-Key", "Set": "hunter2" },
              { "QueryValueParameter": "key", "Set": "hunter3" },
              { "TokenExchange": "partner" },
              { "HeaderInject": "auth" },
              { "RequestHeaderRemove": "X-Trace" } ] } },
            "Clusters": { "c": { "Destinations": { "d": { "Address": "http://upstream.invalid/base/" } } } }
          },
          "McpProxy": {
            "TokenExchange": { "partner": {
              "Servers": { "s": "https://tokens.invalid" },
              "Steps": { "trade": { "Url": "{s}/token", "Json": { "apiKey": "{subject}" }, "Read": { "token": "/token" } } },
              "Items": { "access_token": "{trade.token}" } } },
            "HeaderInject": { "auth": { "Headers": { "Authorization": { "Item": "access_token", "Prefix": "Bearer " } } } }
          },
          "Mcp": { "Tools": { "find_pets": { "Route": "pets", "Request": "POST /api/pets/{id}", "Headers": { "Accept": "application/json" }, "Parameters": {
            "id": "string!", "kind": { "Const": "cat" }, "size": { "Default": 5, "Type": "integer" }, "trace": { "In": "header", "As": "X-Trace" }, "view": { "In": "query" } } } } }
        }
        """;

    private readonly TempFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task Explain_Tool_ShowsTheRequestWithOriginsAndWithoutSecrets()
    {
        var config = _folder.Write("my.json", WithoutExchange());

        var run = await CliRun.Of("explain", "find_pets", "--args", """{"id":"a b","view":"x y","trace":"t"}""", "--config", config, "--json");

        Assert.Equal((0, ""), (run.ExitCode, run.Error));
        Assert.Equal("POST", run.Json.GetProperty("method").GetString());
        Assert.Equal("http://upstream.invalid/base/pets/a%20b?view=x%20y&key=<redacted>", run.Json.GetProperty("url").GetString());
        Assert.Equal("route 'pets', cluster 'c', destination 'd'", run.Json.GetProperty("through").GetString());
        Assert.Equal("""{"kind":"cat","size":5}""", run.Json.GetProperty("body").GetString());
        Assert.Equal(("<redacted>", "RequestHeader X-Api-Key"), Header(run, "X-Api-Key"));
        Assert.Equal(("application/json", "constant of the tool"), Header(run, "Accept"));
        Assert.Equal(("application/json", "body"), Header(run, "Content-Type"));
        Assert.Equal(["PathRemovePrefix /api", "QueryValueParameter key"], run.Json.GetProperty("urlChangedBy").EnumerateArray().Select(s => s.GetString()));
        Assert.Equal(
            ["path id \"a b\" argument 'id'", "body kind \"cat\" constant 'kind'", "body size 5 default of 'size'", "header X-Trace \"t\" argument 'trace'", "query view \"x y\" argument 'view'"],
            run.Json.GetProperty("values").EnumerateArray().Select(v => $"{v.GetProperty("name")} {v.GetProperty("value")} {v.GetProperty("origin")}"));
        Assert.Equal("RequestHeaderRemove X-Trace", run.Json.GetProperty("removedHeaders")[0].GetProperty("origin").GetString());
        Assert.DoesNotContain("hunter", run.Output, StringComparison.Ordinal);
    }

    /// <summary>Some services want their secret in the path: bots, hooks.</summary>
    [Theory]
    [InlineData("""{ "PathPrefix": "/bot7:hunter2/v2" }""", "http://upstream.invalid/base/<redacted>/v2/api/pets/a%20b?", "PathPrefix /<redacted>/v2")]
    [InlineData("""{ "PathPattern": "/hooks/T0hunter4/{**rest}" }""", "http://upstream.invalid/base/hooks/<redacted>/pets/a%20b?", "PathPattern /hooks/<redacted>/{**rest}")]
    [InlineData("""{ "PathPattern": "/hunter2-{rest}" }""", "http://upstream.invalid/base/<redacted>?", "PathPattern /<redacted>")]
    [InlineData("""{ "PathSet": "/hunter2" }""", "http://upstream.invalid/base/<redacted>?", "PathSet /<redacted>")]
    public async Task Explain_PathsOfTransforms_ShowWordsAndVersionsAlone(string transform, string url, string step)
    {
        var config = _folder.Write("my.json", WithoutExchange().Replace("""{ "PathRemovePrefix": "/api" }""", transform, StringComparison.Ordinal));

        var run = await CliRun.Of("explain", "find_pets", "--args", """{"id":"a b"}""", "--config", config, "--json");

        Assert.Equal((0, ""), (run.ExitCode, run.Error));
        Assert.StartsWith(url, run.Json.GetProperty("url").GetString(), StringComparison.Ordinal);
        Assert.Equal(step, run.Json.GetProperty("urlChangedBy")[0].GetString());
        Assert.DoesNotContain("hunter", run.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Explain_AddressOfADestination_ShowsNoSecret()
    {
        var config = _folder.Write("my.json", WithoutExchange().Replace("http://upstream.invalid/base/", "http://upstream.invalid:81/bot7:hunter3/", StringComparison.Ordinal));

        var run = await CliRun.Of("explain", "find_pets", "--args", """{"id":"7"}""", "--config", config, "--json");

        Assert.Equal((0, ""), (run.ExitCode, run.Error));
        Assert.StartsWith("http://upstream.invalid:81/<redacted>/pets/7?", run.Json.GetProperty("url").GetString(), StringComparison.Ordinal);
        Assert.DoesNotContain("hunter", run.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Explain_TokenExchange_IsNamedAndNotMade()
    {
        var run = await CliRun.Of("explain", "find_pets", "--args", """{"id":"1"}""", "--config", _folder.Write("my.json", Config), "--json");

        Assert.Equal((0, ""), (run.ExitCode, run.Error));
        Assert.Equal(("Bearer <token of exchange 'partner'>", "HeaderInject auth"), Header(run, "Authorization"));
        Assert.DoesNotContain("hunter", run.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Explain_TokenWithMoreBeforeIt_IsRedacted()
    {
        var config = _folder.Write("my.json", Config.Replace("\"Prefix\": \"Bearer \"", "\"Prefix\": \"hunter4 \"", StringComparison.Ordinal));

        var run = await CliRun.Of("explain", "find_pets", "--args", """{"id":"1"}""", "--config", config, "--json");

        Assert.Equal(("<redacted>", "HeaderInject auth"), Header(run, "Authorization"));
        Assert.DoesNotContain("hunter", run.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Explain_Text_IsForPeople()
    {
        var run = await CliRun.Of("explain", "find_pets", "--args", """{"id":"1"}""", "--config", _folder.Write("my.json", WithoutExchange()));

        Assert.StartsWith("POST http://upstream.invalid/base/pets/1?key=<redacted>  (PathRemovePrefix /api, QueryValueParameter key)\n  through route 'pets', cluster 'c', destination 'd'\n  Accept: application/json ", run.Output, StringComparison.Ordinal);
        Assert.EndsWith("\nNothing was sent.\n", run.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Explain_SampleTool_SendsNothingToTheSimulator()
    {
        var run = await CliRun.Of("explain", "get_profile", "--args", """{"profileId":"1"}""");

        Assert.Equal((0, ""), (run.ExitCode, run.Error));
        Assert.StartsWith("GET http://na.simulator.invalid/v2/profiles/1", run.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Explain_ArgumentOfAHeader_IsShownAsItIs()
    {
        var config = _folder.Write("my.json", WithoutExchange().Replace("""{ "RequestHeaderRemove": "X-Trace" }""", """{ "RequestHeader": "X-Other", "Append": "hunter5" }""", StringComparison.Ordinal));

        var run = await CliRun.Of("explain", "find_pets", "--args", """{"id":"1","trace":"t"}""", "--config", config, "--json");

        Assert.Equal(("t", "argument 'trace'"), Header(run, "X-Trace"));
        Assert.Equal(("<redacted>", "RequestHeader X-Other"), Header(run, "X-Other"));
        Assert.Equal("proxy", Header(run, "CDN-Loop").Item2);
        Assert.DoesNotContain("hunter", run.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Explain_InputRules_SayWhatTheyDid()
    {
        const string config = """
            {
              "ReverseProxy": {
                "Routes": { "all": { "ClusterId": "c", "Match": { "Path": "/{**rest}" } } },
                "Clusters": { "c": { "Destinations": { "d": { "Address": "http://upstream.invalid/" } } } }
              },
              "Mcp": { "Tools": { "report": { "Route": "all", "Request": "POST /report", "Parameters": {
                "ids": { "Type": "string[]", "Aliases": [ "id" ], "Coerce": [ "List" ] }, "kind": { "Enum": [ "AD_GROUP" ], "Coerce": [ "EnumCase" ], "In": "header", "As": "X-Kind" },
                "name": { "Aliases": [ "title" ] }, "from": { "Type": "integer", "DefaultTime": "-1d" }, "to": { "Type": "integer", "Aliases": [ "until" ], "DefaultTime": "now" } } } } }
            }
            """;

        var run = await CliRun.Of("explain", "report", "--args", """{"id":"a","kind":"ad group","name":"n","until":5}""", "--config", _folder.Write("my.json", config), "--json");

        Assert.Equal((0, ""), (run.ExitCode, run.Error));
        var values = run.Json.GetProperty("values").EnumerateArray().ToDictionary(v => v.GetProperty("name").GetString()!, v => (v.GetProperty("value").GetString(), v.GetProperty("origin").GetString()));
        Assert.Equal(("[\"a\"]", "argument 'id', an alias of 'ids', coerced from \"a\""), values["body ids"]);
        Assert.Equal(("\"AD_GROUP\"", "argument 'kind', coerced from \"ad group\""), values["header X-Kind"]);
        Assert.Equal(("AD_GROUP", "argument 'kind', coerced from \"ad group\""), Header(run, "X-Kind"));
        Assert.Equal(("\"n\"", "argument 'name'"), values["body name"]);
        Assert.Equal(("5", "argument 'until', an alias of 'to'"), values["body to"]);
        Assert.Equal("default of 'from', -1d", values["body from"].Item2);
        Assert.Equal($$"""{"from":{{values["body from"].Item1}},"ids":["a"],"name":"n","to":5}""", run.Json.GetProperty("body").GetString());
    }

    [Theory]
    [InlineData("{}", 1, "mcpproxy: the call would end before a request is sent: ")]
    [InlineData("[]", 2, "mcpproxy: --args must be a JSON object.")]
    public async Task Explain_ArgumentsThatDoNotFit_SayWhy(string args, int exitCode, string error)
    {
        var run = await CliRun.Of("explain", "find_pets", "--args", args, "--config", _folder.Write("my.json", WithoutExchange()));

        Assert.Equal((exitCode, ""), (run.ExitCode, run.Output));
        Assert.StartsWith(error, run.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Explain_ArgumentsThatDoNotFit_SaysWhatToDoOnALineOfItsOwn()
    {
        var run = await CliRun.Of("explain", "find_pets", "--args", "{}", "--config", _folder.Write("my.json", WithoutExchange()));

        Assert.EndsWith("\nNothing was sent. Mend the arguments and call again.\n", run.Error.ReplaceLineEndings("\n"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Explain_UnknownTool_EndsWith2() =>
        Assert.Equal(2, (await CliRun.Of("explain", "find_pet", "--config", _folder.Write("my.json", WithoutExchange()))).ExitCode);

    private static string WithoutExchange() => Config
        .Replace("""{ "TokenExchange": "partner" },""", "", StringComparison.Ordinal)
        .Replace("""{ "HeaderInject": "auth" },""", "", StringComparison.Ordinal)
        .Replace("\"McpProxy\"", "\"$schema\": \"x\", \"Metrics\"", StringComparison.Ordinal);

    private static (string?, string?) Header(CliRun run, string name) => run.Json.GetProperty("headers").EnumerateArray()
        .Where(h => h.GetProperty("name").GetString() == name)
        .Select(h => (h.GetProperty("value").GetString(), h.GetProperty("origin").GetString()))
        .Single();
}
