using System.Text.Json;
using System.Text.Json.Nodes;
using McpProxy.Host.Cli;
using McpProxy.IntegrationTests.Authentication;
using McpProxy.IntegrationTests.Mcp;
using McpProxy.Testing;
using McpProxy.Testing.Mcp;

namespace McpProxy.IntegrationTests.Disclosure;

/// <summary>Endpoints that list tools once their groups are enabled: in a session, or in a handle that the client carries.</summary>
public sealed class GroupsModeTests(LargeGateways gateways) : IClassFixture<LargeGateways>
{
    private const string Groups = """
        "Disclosure": { "Mode": "Groups", "AlwaysListed": [ "ac_listPortfolios" ] },
        "ToolGroups": { "reports": { "Include": [ "*Reports" ], "Exclude": [ "*_delete*" ], "Description": "Ask for reports." } },
        """;

    private static readonly string[] Start = ["ac_listPortfolios", "enable_tools", "list_tool_groups"];

    public static TheoryData<string> Engines { get; } = new("Direct", "Sdk");

    [Theory]
    [MemberData(nameof(Engines))]
    public async Task List_NothingEnabled_ShowsTwoAndThePinnedForUnderThousandTokens(string engine)
    {
        var gateway = await GatewayAsync(engine);

        var list = await gateway.ListResultAsync();

        Assert.Equal(Start, await gateway.ListAsync());
        Assert.InRange(TokenEstimate.Of(list.GetProperty("tools").GetRawText()), 1, 1000);
        Assert.Equal((0, "private"), (list.GetProperty("ttlMs").GetInt32(), list.GetProperty("cacheScope").GetString()));
    }

    [Theory]
    [MemberData(nameof(Engines))]
    public async Task Groups_AreListedWithCounts(string engine)
    {
        var gateway = await GatewayAsync(engine);

        var groups = Content(await gateway.CallAsync("list_tool_groups")).GetProperty("groups").EnumerateArray().ToList();

        Assert.Equal(["ac", "amc", "brand", "dsp", "export", "reports", "rp", "sb", "sd", "sp", "st", "stores"], groups.Select(g => g.GetProperty("name").GetString()));
        var reports = groups.Single(g => g.GetProperty("name").GetString() == "reports");
        Assert.Equal("""{"name":"reports","description":"Ask for reports.","tools":50,"enabled":false}""", reports.GetRawText());
    }

    [Theory]
    [MemberData(nameof(Engines))]
    public async Task Handle_OfEnable_ListsTheToolsForItsCarrierOnly(string engine)
    {
        var gateway = await GatewayAsync(engine);

        var enabled = Content(await gateway.CallAsync("enable_tools", """{"groups":["amc"],"tools":["sp_getCampaigns"]}"""));
        var handle = enabled.GetProperty("context").GetString()!;
        var more = Content(await gateway.CallAsync("enable_tools", """{"groups":["reports"]}""", meta: Meta(handle)));
        var argument = Content(await gateway.CallAsync("enable_tools", $$"""{"groups":["amc"],"enable":false,"context":"{{handle}}"}"""));
        var groups = Content(await gateway.CallAsync("list_tool_groups", meta: Meta(handle))).GetProperty("groups").EnumerateArray();

        Assert.Equal(73, enabled.GetProperty("added").GetArrayLength());
        Assert.Equal(74, enabled.GetProperty("listed").GetInt32());
        Assert.Equal(76, (await ListAsync(gateway, handle)).Length);
        Assert.Equal(76, (await gateway.ListAsync(configure: r => r.Headers.Add("X-McpProxy-Context", handle))).Length);
        Assert.Equal(74 + 45 + 2, (await ListAsync(gateway, more.GetProperty("context").GetString()!)).Length); // 5 of 50 are of amc
        Assert.Equal(["ac_listPortfolios", "enable_tools", "list_tool_groups", "sp_getCampaigns"], await ListAsync(gateway, argument.GetProperty("context").GetString()!));
        Assert.Equal(["amc"], groups.Where(g => g.GetProperty("enabled").GetBoolean()).Select(g => g.GetProperty("name").GetString()));
        Assert.Equal(Start, await gateway.ListAsync());
    }

    [Theory]
    [MemberData(nameof(Engines))]
    public async Task List_WithHandle_PagesThroughAllOnce(string engine)
    {
        var gateway = await gateways.GetAsync($$""" "Engine": "{{engine}}", "PageSize": 10, {{Groups}} """);
        var handle = Content(await gateway.CallAsync("enable_tools", """{"groups":["amc"]}""")).GetProperty("context").GetString()!;
        var names = new List<string>();
        string? cursor = null;
        do
        {
            var page = await ResultAsync(gateway, McpMessages.ModernRequest("tools/list", cursor is null ? "" : $"\"cursor\":\"{cursor}\""), handle);
            names.AddRange(page["tools"]!.AsArray().Select(t => (string)t!["name"]!));
            cursor = (string?)page["nextCursor"];
        }
        while (cursor is not null);

        Assert.Equal(names.Order(StringComparer.Ordinal).Distinct(), names);
        Assert.Equal(75, names.Count);
    }

    [Theory]
    [InlineData("Direct", "/mcp")]
    [InlineData("Sdk", "/mcp")]
    public async Task Session_Enable_TellsThisClientAndListsForItOnly(string engine, string path)
    {
        var gateway = await GatewayAsync(engine);
        var (one, other) = (await InitializeAsync(gateway), await InitializeAsync(gateway));
        using var stream = await EventReader.OpenAsync(gateway.Proxy.Http, McpMessages.Get(one, path));
        using var quiet = await EventReader.OpenAsync(gateway.Proxy.Http, McpMessages.Get(other, path));

        var enabled = await CallAsync(gateway, one, "enable_tools", """{"tools":["sp_getCampaigns"]}""");

        Assert.Equal("The list of tools has changed: get it again.", (string)enabled["hint"]!);
        Assert.Null(enabled["context"]);
        Assert.Equal("""{"jsonrpc":"2.0","method":"notifications/tools/list_changed"}""", await stream.NextAsync());
        Assert.Equal((string[])[.. Start, "sp_getCampaigns"], await ListAsync(gateway, one, session: true));
        Assert.Equal(Start, await ListAsync(gateway, other, session: true));

        var again = await CallAsync(gateway, one, "enable_tools", """{"tools":["sp_getCampaigns"]}""");
        await CallAsync(gateway, other, "enable_tools", """{"tools":["amc_listReports"]}"""); // Its own notification is the first that it gets.
        var taken = await CallAsync(gateway, one, "enable_tools", """{"tools":["sp_getCampaigns"],"enable":false}""");

        Assert.Equal("Nothing has changed.", (string)again["hint"]!);
        Assert.Equal("sp_getCampaigns", (string)taken["removed"]![0]!);
        Assert.NotNull(await stream.NextAsync());
        Assert.NotNull(await quiet.NextAsync());
        Assert.Equal(Start, await ListAsync(gateway, one, session: true));
    }

    [Theory]
    [MemberData(nameof(Engines))]
    public async Task WebSocket_Enable_TellsItsClientBeforeItListsAgain(string engine)
    {
        var gateway = await gateways.GetAsync($$""" "Engine": "{{engine}}", "WebSocket": { "Enabled": true }, {{Groups}} """);
        using var peer = new WebSocketPeer();
        await peer.TryConnectAsync(gateway.Proxy.Address);
        await peer.SendAsync("""{"jsonrpc":"2.0","id":1,"method":"initialize","params":{"protocolVersion":"2025-11-25","capabilities":{},"clientInfo":{"name":"t","version":"1"}}}""");
        Assert.NotNull(await peer.ReadAsync());
        await peer.SendAsync("""{"jsonrpc":"2.0","method":"notifications/initialized"}""");

        await peer.SendAsync("""{"jsonrpc":"2.0","id":2,"method":"tools/call","params":{"name":"enable_tools","arguments":{"groups":["amc"]}}}""");
        JsonNode[] messages = [(await peer.ReadAsync())!, (await peer.ReadAsync())!]; // The answer and the notification, in either order.
        await peer.SendAsync("""{"jsonrpc":"2.0","id":3,"method":"tools/list"}""");
        var list = await peer.ReadAsync();

        Assert.Contains(messages, m => (string?)m["method"] == "notifications/tools/list_changed");
        Assert.Equal(75, list!["result"]!["tools"]!.AsArray().Count);
    }

    [Fact]
    public async Task Disable_ToolOfAnEnabledGroup_SaysThatItStays()
    {
        var gateway = await GatewayAsync("Direct");
        var session = await InitializeAsync(gateway);
        await CallAsync(gateway, session, "enable_tools", """{"groups":["amc"]}""");

        var answer = await CallAsync(gateway, session, "enable_tools", """{"tools":["amc_getReports"],"enable":false}""");

        Assert.Equal("Still listed with their group, or always: amc_getReports.", (string)answer["hint"]!);
    }

    [Theory]
    [InlineData("""{"groups":["amd"]}""", "unknown_group")]
    [InlineData("""{"tools":["sp_getCampaign"]}""", "unknown_tool")]
    [InlineData("""{"tools":["enable_tools"]}""", "unknown_tool")]
    [InlineData("""{"groups":["a\udc00"]}""", "not_text")]
    [InlineData("{}", "nothing_named")]
    [InlineData("""{"groups":"amc"}""", "schema_violation")]
    [InlineData("""{"groups":["amc"],"context":"nonsense"}""", "context_handle_invalid")]
    public async Task Enable_Mistakes_AreNamed(string arguments, string code)
    {
        var gateway = await GatewayAsync("Direct");

        var answer = await gateway.CallAsync("enable_tools", arguments);

        Assert.Equal(code, answer.GetProperty("result").GetProperty("_meta").GetProperty("mcpproxy/error").GetProperty("code").GetString());
    }

    [Fact]
    public async Task Enable_TooMuch_IsRefusedAndChangesNothing()
    {
        var gateway = await GatewayAsync("Direct");
        var session = await InitializeAsync(gateway);
        var names = ManyTools.Make().Keys.ToList();
        await CallAsync(gateway, session, "enable_tools", $$"""{"tools":{{JsonSerializer.Serialize(names.Take(60))}} }""");

        var answer = await Answer.ReadAsync(await gateway.Proxy.Http.SendAsync(McpMessages.LegacyRequest("tools/call", $$"""{"name":"enable_tools","arguments":{"tools":{{JsonSerializer.Serialize(names.Skip(60).Take(10))}} } }""", session: session)));

        Assert.Equal("too_many_enabled", (string)answer.Result!["_meta"]!["mcpproxy/error"]!["code"]!);
        Assert.Equal(63, (await ListAsync(gateway, session, session: true)).Length);
    }

    [Theory]
    [MemberData(nameof(Engines))]
    public async Task List_BadHandleOrCursor_IsInvalidParams(string engine)
    {
        var gateway = await GatewayAsync(engine);

        var handle = await Answer.ReadAsync(await gateway.Proxy.Http.SendAsync(McpMessages.ModernRequest("tools/list").With("X-McpProxy-Context", "nonsense")));
        var cursor = await Answer.ReadAsync(await gateway.Proxy.Http.SendAsync(McpMessages.ModernRequest("tools/list", "\"cursor\":\"nonsense\"")));

        Assert.Equal((-32602, "Invalid params: The context handle is not one that this server gave to this caller."), (handle.Code!.Value, (string)handle.Body!["error"]!["message"]!));
        Assert.Equal(-32602, cursor.Code);
    }

    [Fact]
    public async Task Hidden_Tool_CanBeCalledByItsName()
    {
        var gateway = await GatewayAsync("Direct");

        var answer = await gateway.CallAsync("sp_getCampaigns", """{"campaignId":"1"}""");

        Assert.False(answer.GetProperty("result").GetProperty("isError").GetBoolean());
    }

    [Fact]
    public async Task Policies_HideToolsAndGroups()
    {
        const string mcp = """ "Disclosure": { "Mode": "Groups" }, "ToolGroups": { "open": { "Include": [ "open", "plain" ] }, "closed": { "Include": [ "limited" ] }, "mixed": { "Include": [ "plain", "reporting" ] } }, """;
        await using var gateway = await SecuredGateway.StartAsync($$""" "Schemes": { {{SecuredGateway.ApiKeys}} } """, mcp: mcp);
        var (reader, guest) = (SecuredGateway.With("X-API-Key", SecuredGateway.ReaderKey), SecuredGateway.With("X-API-Key", SecuredGateway.GuestKey));

        var groups = await SendAsync("list_tool_groups", "{}", guest);
        var closed = await SendAsync("enable_tools", """{"groups":["closed"]}""", guest);
        var handle = (string)(await SendAsync("enable_tools", """{"groups":["mixed"]}""", guest))["structuredContent"]!["context"]!;
        var stolen = await gateway.SendAsync(McpMessages.ModernRequest("tools/list").With("X-McpProxy-Context", handle), reader);

        Assert.Equal(["mixed", "open"], groups["structuredContent"]!["groups"]!.AsArray().Select(g => (string)g!["name"]!));
        Assert.Equal("unknown_group", (string)closed["_meta"]!["mcpproxy/error"]!["code"]!);
        Assert.Equal(["enable_tools", "list_tool_groups", "plain"], await gateway.ListAsync("tools", r => { guest(r); r.Headers.Add("X-McpProxy-Context", handle); }));
        Assert.Equal(-32602, (int)stolen.Body!["error"]!["code"]!);

        async Task<JsonNode> SendAsync(string tool, string arguments, Action<HttpRequestMessage> caller)
        {
            var (response, body) = await gateway.SendAsync(McpMessages.ModernCall(tool, arguments), caller);
            response.Dispose();
            return body!["result"]!;
        }
    }

    private Task<LargeGateway> GatewayAsync(string engine) => gateways.GetAsync($$""" "Engine": "{{engine}}", {{Groups}} """);

    private static string Meta(string handle) => $"\"mcpproxy/context\":\"{handle}\"";

    private static async Task<string> InitializeAsync(LargeGateway gateway)
    {
        using var response = await gateway.Proxy.Http.SendAsync(McpMessages.Initialize());
        return response.Headers.GetValues("Mcp-Session-Id").Single();
    }

    private static async Task<JsonNode> CallAsync(LargeGateway gateway, string session, string tool, string arguments)
    {
        var answer = await Answer.ReadAsync(await gateway.Proxy.Http.SendAsync(McpMessages.LegacyRequest("tools/call", $$"""{"name":"{{tool}}","arguments":{{arguments}} }""", session: session)));
        return answer.Result?["structuredContent"] ?? throw new InvalidOperationException(answer.Body?.ToJsonString());
    }

    private static async Task<string[]> ListAsync(LargeGateway gateway, string handleOrSession, bool session = false)
    {
        var request = session ? McpMessages.LegacyRequest("tools/list", session: handleOrSession) : McpMessages.ModernRequest("tools/list");
        var result = await ResultAsync(gateway, request, session ? null : handleOrSession);
        return [.. result["tools"]!.AsArray().Select(t => (string)t!["name"]!)];
    }

    private static async Task<JsonNode> ResultAsync(LargeGateway gateway, HttpRequestMessage request, string? handle)
    {
        if (handle is not null)
        {
            var body = await request.Content!.ReadAsStringAsync();
            request.Content = McpMessages.Post(body.Replace("\"_meta\":{", $"\"_meta\":{{{Meta(handle)},", StringComparison.Ordinal)).Content;
        }

        var answer = await Answer.ReadAsync(await gateway.Proxy.Http.SendAsync(request));
        return answer.Result ?? throw new InvalidOperationException(answer.Body?.ToJsonString());
    }

    private static JsonElement Content(JsonElement answer) =>
        answer.TryGetProperty("result", out var result) && result.TryGetProperty("structuredContent", out var content) ? content : throw new InvalidOperationException(answer.GetRawText());
}
