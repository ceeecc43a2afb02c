using System.Net;
using System.Text.Json;
using McpProxy.Host.Cli;
using McpProxy.IntegrationTests.Authentication;
using McpProxy.IntegrationTests.Mcp;
using McpProxy.IntegrationTests.Mcp.Input;
using McpProxy.Mcp.Sessions;
using McpProxy.Shaping.Continuation;
using McpProxy.Testing;
using McpProxy.Testing.Mcp;
using Microsoft.Extensions.DependencyInjection;

namespace McpProxy.IntegrationTests.Disclosure;

/// <summary>Endpoints that list tools to search, describe and call the others, on both engines.</summary>
public sealed class SearchModeTests(LargeGateways gateways) : IClassFixture<LargeGateways>
{
    private const string Mode = """ "Disclosure": { "Mode": "Search" }, """;

    public static TheoryData<string> Engines { get; } = new("Direct", "Sdk");

    [Theory]
    [MemberData(nameof(Engines))]
    public async Task List_ManyTools_ShowsThreeForUnderThousandTokens(string engine)
    {
        var gateway = await gateways.GetAsync($$""" "Engine": "{{engine}}", {{Mode}} """);

        var list = await gateway.ListResultAsync();

        Assert.Equal(["call_tool", "get_tool_schema", "search_tools"], await gateway.ListAsync());
        Assert.InRange(TokenEstimate.Of(list.GetProperty("tools").GetRawText()), 1, 400);
        Assert.Equal("private", list.GetProperty("cacheScope").GetString());
    }

    [Theory]
    [MemberData(nameof(Engines))]
    public async Task Search_ThenSchema_ThenCall_ReachesTheUpstream(string engine)
    {
        var gateway = await gateways.GetAsync($$""" "Engine": "{{engine}}", {{Mode}} """);

        var found = Content(await gateway.CallAsync("search_tools", """{"query":"get a campaign by its id, sp"}"""));
        var name = found.GetProperty("tools")[0].GetProperty("name").GetString()!;
        var schema = Content(await gateway.CallAsync("get_tool_schema", $$"""{"name":"{{name}}"}"""));
        var called = await gateway.CallAsync("call_tool", $$"""{"name":"{{name}}","arguments":{"campaignId":"7 8"} }""");

        Assert.Equal("sp_getCampaigns", name);
        Assert.Equal("Gets one of the campaigns by its id.", found.GetProperty("tools")[0].GetProperty("description").GetString());
        Assert.Equal("campaignId", found.GetProperty("tools")[0].GetProperty("required")[0].GetString());
        Assert.Equal(10, found.GetProperty("tools").GetArrayLength());
        Assert.Equal(["campaignId", "locale"], schema.GetProperty("inputSchema").GetProperty("properties").EnumerateObject().Select(p => p.Name));
        Assert.Equal("{}", called.GetProperty("result").GetProperty("content")[0].GetProperty("text").GetString());
        Assert.StartsWith("GET /sp/campaigns/7%208 ", gateway.Upstream.Requests.Last(), StringComparison.Ordinal);
    }

    [Theory]
    [MemberData(nameof(Engines))]
    public async Task Call_ThroughAndDirectly_AnswerTheSame(string engine)
    {
        var gateway = await gateways.GetAsync($$""" "Engine": "{{engine}}", {{Mode}} """);
        foreach (var arguments in new[] { """{"campaignId":"1"}""", "{}", """{"campaignId":7}""", """{"campaignId":"1","campaignid":2}""", """{"campaignId":".."}""" })
        {
            var direct = await gateway.CallAsync("sp_getCampaigns", arguments);
            var through = await gateway.CallAsync("call_tool", $$"""{"name":"sp_getCampaigns","arguments":{{arguments}} }""");

            Assert.Equal(WithoutIds(direct), WithoutIds(through));
        }
    }

    [Theory]
    [MemberData(nameof(Engines))]
    public async Task Call_WithoutArguments_NamesTheToolThatIsMissingThem(string engine)
    {
        var gateway = await gateways.GetAsync($$""" "Engine": "{{engine}}", {{Mode}} """);

        var answer = await gateway.CallAsync("call_tool", """{"name":"sp_getCampaigns"}""");

        Assert.StartsWith("The arguments of sp_getCampaigns are not valid:", Text(answer), StringComparison.Ordinal);
        Assert.True(answer.GetProperty("result").GetProperty("isError").GetBoolean());
    }

    [Theory]
    [InlineData("""{"name":"sp_getCampaing"}""", "There is no tool 'sp_getCampaing'. Did you mean 'sp_getCampaigns'")]
    [InlineData("""{"name":"delete stores creatives"}""", "'stores_deleteCreatives'")]
    [InlineData("""{"name":"call_tool","arguments":{"name":"sp_getCampaigns"}}""", "There is no tool 'call_tool'.")]
    [InlineData("""{"name":"a\u001b[2J\r\nb"}""", @"There is no tool 'a\u001b[2J\r\nb'.")]
    [InlineData("""{"name":"ab\ud800cd"}""", "'name' is not text")]
    [InlineData("""{"arguments":{}}""", "The arguments of call_tool are not valid:")]
    [InlineData("""{"name":"sp_getCampaigns","arguments":[]}""", "The arguments of call_tool are not valid:")]
    [InlineData("""{"name":"sp_getCampaigns","args":{}}""", "/args")]
    [InlineData("""{"name":"sp_getCampaigns","name":"sp_getCampaigns"}""", "The arguments of call_tool are not usable JSON")]
    public async Task Call_NotOfATool_SaysWhatIsWrong(string arguments, string expected)
    {
        var gateway = await gateways.GetAsync(Mode);
        var before = gateway.Upstream.Requests.Count;

        var answer = await gateway.CallAsync("call_tool", arguments);

        Assert.True(answer.GetProperty("result").GetProperty("isError").GetBoolean());
        Assert.Contains(expected, Text(answer), StringComparison.Ordinal);
        Assert.Equal(before, gateway.Upstream.Requests.Count);
    }

    [Theory]
    [InlineData("""{"query":"campaigns","regex":"^sb_.*Campaigns$"}""", new[] { "sb_listCampaigns", "sb_getCampaigns" }, 6)]
    [InlineData("""{"regex":"^amc_(get|list)AUDIENCES$"}""", new[] { "amc_getAudiences", "amc_listAudiences" }, 2)]
    [InlineData("""{"regex":"archive","group":"rp","limit":3}""", new[] { "rp_archiveAdGroups", "rp_archiveAudiences", "rp_archiveBudgetRules" }, 12)]
    [InlineData("""{"query":"zebra"}""", new string[0], 0)]
    public async Task Search_Filters_FindOnlyWhatFits(string arguments, string[] some, int found)
    {
        var gateway = await gateways.GetAsync(Mode);

        var result = Content(await gateway.CallAsync("search_tools", arguments));

        Assert.Subset(result.GetProperty("tools").EnumerateArray().Select(t => t.GetProperty("name").GetString()!).ToHashSet(), some.ToHashSet());
        Assert.Equal(found, result.GetProperty("found").GetInt32());
    }

    [Theory]
    [InlineData("""{"regex":"(a"}""", "bad_regex")]
    [InlineData("""{"regex":"(?=a)b"}""", "bad_regex")]
    [InlineData("""{"group":"spp"}""", "unknown_group")]
    [InlineData("""{"limit":51}""", "schema_violation")]
    [InlineData("""{"q":"x"}""", "schema_violation")]
    public async Task Search_Mistakes_AreNamed(string arguments, string code)
    {
        var gateway = await gateways.GetAsync(Mode);

        var answer = await gateway.CallAsync("search_tools", arguments);

        Assert.Equal(code, answer.GetProperty("result").GetProperty("_meta").GetProperty("mcpproxy/error").GetProperty("code").GetString());
    }

    [Fact]
    public async Task Toolset_WithModeAndPinnedTools_ListsThemAndFindsOnlyItsOwn()
    {
        var gateway = await gateways.GetAsync(
            """ "Toolsets": { "amc": { "Include": [ "amc_*" ], "Mode": "Search", "AlwaysListed": [ "amc_listReports" ] } }, "Disclosure": { "SearchTool": "find", "CallTool": "run" }, """);

        Assert.Equal(["amc_listReports", "find", "get_tool_schema", "run"], await gateway.ListAsync("/mcp/amc"));
        var all = Content(await gateway.CallAsync("find", """{"limit":50}""", "/mcp/amc"));
        var other = await gateway.CallAsync("run", """{"name":"sp_getCampaigns","arguments":{"campaignId":"1"}}""", "/mcp/amc");

        Assert.Equal(72, all.GetProperty("found").GetInt32());
        Assert.Contains("There is no tool 'sp_getCampaigns'.", Text(other), StringComparison.Ordinal);
        Assert.Contains("Find tools with find.", Text(other), StringComparison.Ordinal);
        Assert.Equal(ManyTools.RealCount, (await gateway.ListAsync()).Length);
    }

    [Theory]
    [MemberData(nameof(Engines))]
    public async Task Policies_HideFromSearchSchemaAndCall(string engine)
    {
        await using var gateway = await SecuredGateway.StartAsync($$""" "Schemes": { {{SecuredGateway.ApiKeys}} } """, mcp: $$""" "Engine": "{{engine}}", {{Mode}} """);
        var (reader, guest) = (SecuredGateway.With("X-API-Key", SecuredGateway.ReaderKey), SecuredGateway.With("X-API-Key", SecuredGateway.GuestKey));

        var seen = await SendAsync("search_tools", "{}", reader);
        var less = await SendAsync("search_tools", "{}", guest);
        var hidden = await SendAsync("get_tool_schema", """{"name":"reporting"}""", guest);
        var refused = await SendAsync("call_tool", """{"name":"limited"}""", guest);
        var unknown = await SendAsync("call_tool", """{"name":"limitex"}""", guest);
        var called = await SendAsync("call_tool", """{"name":"limited"}""", reader);
        var direct = await gateway.SendAsync(McpMessages.ModernCall("limited"), guest);

        Assert.Equal(["limited", "open", "plain", "reporting"], Names(Content(seen)));
        Assert.Equal(["open", "plain"], Names(Content(less)));
        Assert.Equal(2, Content(less).GetProperty("found").GetInt32());
        Assert.Contains("There is no tool 'reporting'.", Text(hidden), StringComparison.Ordinal);
        Assert.Equal(Text(unknown), Text(refused).Replace("'limited'", "'limitex'", StringComparison.Ordinal));
        Assert.False(called.GetProperty("result").GetProperty("isError").GetBoolean());
        Assert.Equal(HttpStatusCode.Forbidden, direct.Response.StatusCode); // Here it can be said what it takes.

        async Task<JsonElement> SendAsync(string tool, string arguments, Action<HttpRequestMessage> caller)
        {
            var (response, body) = await gateway.SendAsync(McpMessages.ModernCall(tool, arguments), caller);
            response.Dispose();
            return JsonElement.Parse(body!.ToJsonString());
        }
    }

    [Fact]
    public async Task Flood_OfRegexes_TakesTurnsAndIsRefused_AndWordsAreFound()
    {
        await using var gateway = await LargeGateway.StartAsync(Mode);
        var turns = gateway.Proxy.Services.GetRequiredService<SearchTurns>();
        var held = await turns.EnterAsync(PrincipalKey.Anonymous, TestContext.Current.CancellationToken);

        var searches = Enumerable.Range(0, SearchTurns.MaxPerCaller + 5).Select(_ => gateway.CallAsync("search_tools", """{"regex":"campaign"}""")).ToList();
        for (var refused = 0; refused < 6; refused++)
        {
            var search = await Task.WhenAny(searches);
            searches.Remove(search);
            Assert.Equal("too_many_searches", (await search).GetProperty("result").GetProperty("_meta").GetProperty("mcpproxy/error").GetProperty("code").GetString());
        }

        var words = Content(await gateway.CallAsync("search_tools", """{"query":"campaign"}"""));
        Assert.NotEqual(0, words.GetProperty("found").GetInt32());
        held!.Dispose();
        Assert.All(await Task.WhenAll(searches), answer => Assert.NotEqual(0, Content(answer).GetProperty("found").GetInt32()));
    }

    [Fact]
    public async Task Group_OfHiddenTools_IsUnknownToSearches()
    {
        await using var gateway = await SecuredGateway.StartAsync($$""" "Schemes": { {{SecuredGateway.ApiKeys}} } """, mcp: $$""" {{Mode}} "ToolGroups": { "closed": { "Include": [ "limited" ] }, "mixed": { "Include": [ "*" ] } }, """);

        var hidden = await FirstTextAsync("closed", SecuredGateway.GuestKey);
        var missing = await FirstTextAsync("clesod", SecuredGateway.GuestKey);
        var seen = await FirstTextAsync("closed", SecuredGateway.ReaderKey);

        Assert.Equal(missing.Replace("clesod", "closed", StringComparison.Ordinal), hidden);
        Assert.Contains("limited", seen, StringComparison.Ordinal);

        async Task<string> FirstTextAsync(string group, string key)
        {
            var (response, body) = await gateway.SendAsync(McpMessages.ModernCall("search_tools", $$"""{"group":"{{group}}"}"""), SecuredGateway.With("X-API-Key", key));
            response.Dispose();
            return (string)body!["result"]!["content"]![0]!["text"]!;
        }
    }

    [Theory]
    [MemberData(nameof(Engines))]
    public async Task Call_UpstreamAsksForInput_AsksTheClientAndGoesOn(string engine)
    {
        const string capabilities = """{"elicitation":{}}""";
        const string arguments = """{"name":"name","arguments":{}}""";
        await using var door = await InputDoor.StartAsync(engine, more: Mode);

        var asked = await door.CallAsync("call_tool", capabilities, arguments);
        var done = await door.AnswerAsync("call_tool", capabilities, asked, """{"name":{"action":"accept","content":{"name":"Ada"}}}""", arguments);
        var other = await door.AnswerAsync("call_tool", capabilities, asked, """{"name":{"action":"accept","content":{"name":"Ada"}}}""", """{"name":"all"}""");

        Assert.Equal("input_required", (string?)asked.Result!["resultType"]);
        Assert.Equal("Ada", (string?)InputDoor.Said(done.Result)["answers"]!["name"]!["content"]!["name"]);
        Assert.NotNull(other.Code); // The state belongs to the call that it was given for.
    }

    [Theory]
    [MemberData(nameof(Engines))]
    public async Task Call_ToolDemandsCapability_RefusesAsForTheToolItself(string engine)
    {
        await using var door = await InputDoor.StartAsync(engine, more: Mode);

        var answer = await door.CallAsync("call_tool", """{"roots":{}}""", """{"name":"demanding"}""");

        Assert.Equal((HttpStatusCode.BadRequest, -32021), (answer.Status, answer.Code!.Value));
    }

    [Theory]
    [InlineData("2025-11-25")]
    [InlineData("2025-03-26")]
    public async Task Session_OfOlderRevision_SearchesAndCalls(string revision)
    {
        var gateway = await gateways.GetAsync(Mode);
        using var opened = await gateway.Proxy.Http.SendAsync(McpMessages.Initialize(revision));
        var session = opened.Headers.GetValues("Mcp-Session-Id").Single();

        var found = await Answer.ReadAsync(await gateway.Proxy.Http.SendAsync(McpMessages.LegacyRequest("tools/call", """{"name":"search_tools","arguments":{"query":"amc reports list"}}""", session: session)));
        var called = await Answer.ReadAsync(await gateway.Proxy.Http.SendAsync(McpMessages.LegacyRequest("tools/call", """{"name":"call_tool","arguments":{"name":"amc_getReports","arguments":{"reportId":"1"}}}""", session: session)));

        Assert.Contains("amc_listReports", (string)found.Result!["content"]![0]!["text"]!, StringComparison.Ordinal);
        Assert.Equal("{}", (string)called.Result!["content"]![0]!["text"]!);
    }

    private static string[] Names(JsonElement found) => [.. found.GetProperty("tools").EnumerateArray().Select(t => t.GetProperty("name").GetString()!)];

    private static JsonElement Content(JsonElement answer) =>
        answer.TryGetProperty("result", out var result) && result.TryGetProperty("structuredContent", out var content) ? content : throw new InvalidOperationException(answer.GetRawText());

    private static string Text(JsonElement answer) => answer.GetProperty("result").GetProperty("content")[0].GetProperty("text").GetString()!;

    private static string WithoutIds(JsonElement answer) => System.Text.RegularExpressions.Regex.Replace(answer.GetProperty("result").GetRawText(), "\"requestId\":\"[^\"]*\"", "\"requestId\":\"\"");
}
