using System.Net;
using System.Text.Json.Nodes;
using McpProxy.Testing.Mcp;
using static McpProxy.IntegrationTests.Authentication.SecuredGateway;

namespace McpProxy.IntegrationTests.Authentication;

/// <summary>What callers see is what they may use, and what they do not see is refused with what it takes.</summary>
public sealed class ListTests
{
    [Theory]
    [InlineData("Direct")]
    [InlineData("Sdk")]
    public async Task Lists_ShowWhatTheCallerMayUse(string engine)
    {
        await using var gateway = await StartAsync($$""" "Schemes": { {{ApiKeys}} } """, mcp: $$""" "Engine": "{{engine}}", """);
        var (reader, guest) = (With("X-API-Key", ReaderKey), With("X-API-Key", GuestKey));

        Assert.Equal(["limited", "open", "plain", "reporting"], await gateway.ListAsync("tools", reader));
        Assert.Equal(["open", "plain"], await gateway.ListAsync("tools", guest));
        Assert.Equal(["briefing", "free", "report"], await gateway.ListAsync("prompts", reader));
        Assert.Equal(["free"], await gateway.ListAsync("prompts", guest));
        Assert.Equal(["note", "page", "report"], await gateway.ListAsync("resources", reader));
        Assert.Equal(["page"], await gateway.ListAsync("resources", guest));
    }

    [Fact]
    public async Task Lists_OpenSurface_ShowNobodyWhatIsOpen()
    {
        await using var gateway = await StartAsync($$""" "Schemes": { {{ApiKeys}} } """, mcp: """ "Authorization": "anonymous", """);

        Assert.Equal(["open"], await gateway.ListAsync("tools"));
        Assert.Equal(["free"], await gateway.ListAsync("prompts"));
        Assert.Equal(["limited", "open", "plain", "reporting"], await gateway.ListAsync("tools", With("X-API-Key", ReaderKey)));
        using var open = await gateway.Proxy.SendCallAsync("open", "{}");
        using var hidden = await gateway.Proxy.SendCallAsync("reporting", "{}");
        using var wrong = await gateway.Proxy.SendCallAsync("open", "{}", With("X-API-Key", "wrong"));
        Assert.Equal((HttpStatusCode.OK, HttpStatusCode.Unauthorized, HttpStatusCode.Unauthorized), (open.StatusCode, hidden.StatusCode, wrong.StatusCode));
        Assert.Contains("scope=\"ads.read\"", hidden.Headers.WwwAuthenticate.ToString(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("Direct", "tools/call", "reporting")]
    [InlineData("Direct", "tools/call", "limited")]
    [InlineData("Direct", "prompts/get", "report")]
    [InlineData("Direct", "prompts/get", "briefing")]
    [InlineData("Direct", "resources/read", "ads://report")]
    [InlineData("Direct", "resources/read", "ads://note")]
    [InlineData("Sdk", "tools/call", "reporting")]
    [InlineData("Sdk", "prompts/get", "briefing")]
    [InlineData("Sdk", "resources/read", "ads://report")]
    public async Task Hidden_IsForbiddenWithTheScopeThatItTakes(string engine, string method, string name)
    {
        await using var gateway = await StartAsync($$""" "Schemes": { {{ApiKeys}} } """, mcp: $$""" "Engine": "{{engine}}", """);
        var key = method == "resources/read" ? "uri" : "name";

        var (response, body) = await gateway.SendAsync(McpMessages.ModernRequest(method, $$""" "{{key}}": "{{name}}" """, name), With("X-API-Key", GuestKey));
        var (seen, _) = await gateway.SendAsync(McpMessages.ModernRequest(method, $$""" "{{key}}": "{{name}}" """, name), With("X-API-Key", ReaderKey));

        Assert.Equal(HttpStatusCode.Forbidden, response.StatusCode);
        Assert.Contains("error=\"insufficient_scope\"", response.Headers.WwwAuthenticate.ToString(), StringComparison.Ordinal);
        Assert.Contains("scope=\"ads.read\"", response.Headers.WwwAuthenticate.ToString(), StringComparison.Ordinal);
        Assert.Equal(1, (int)body!["id"]!);
        Assert.Equal(HttpStatusCode.OK, seen.StatusCode);
    }

    [Theory]
    [InlineData("tools/call", "nothing", -32602)]
    [InlineData("prompts/get", "nothing", -32602)]
    [InlineData("resources/read", "ads://nothing", -32602)]
    public async Task Unknown_StaysUnknownToEverybody(string method, string name, int code)
    {
        await using var gateway = await StartAsync($$""" "Schemes": { {{ApiKeys}} } """);

        var key = method == "resources/read" ? "uri" : "name";
        var (response, body) = await gateway.SendAsync(McpMessages.ModernRequest(method, $$""" "{{key}}": "{{name}}" """, name), With("X-API-Key", GuestKey));

        Assert.Equal(HttpStatusCode.OK, response.StatusCode);
        Assert.Equal(code, (int)body!["error"]!["code"]!);
    }

    [Fact]
    public async Task Toolset_WithAPolicy_IsForThoseWhoMeetIt()
    {
        await using var gateway = await StartAsync($$""" "Schemes": { {{ApiKeys}} } """);

        var (guest, _) = await gateway.SendAsync(McpMessages.ModernRequest("tools/list", path: "/mcp/reports"), With("X-API-Key", GuestKey));

        Assert.Equal(HttpStatusCode.Forbidden, guest.StatusCode);
        Assert.Equal(["limited", "open", "plain", "reporting"], await gateway.ListAsync("tools", With("X-API-Key", ReaderKey), "/mcp/reports"));
        Assert.Equal(["open", "plain"], await gateway.ListAsync("tools", With("X-API-Key", GuestKey), "/mcp/some"));
    }

    [Theory]
    [InlineData("""{ "Scopes": [ "ads.read" ] }""", true)]
    [InlineData("""{ "Scopes": [ "ads.read", "ads.write" ] }""", false)]
    [InlineData("""{ "Claims": { "plan": [ "team", "pro" ] } }""", true)]
    [InlineData("""{ "Claims": { "plan": [] } }""", true)]
    [InlineData("""{ "Claims": { "plan": [ "free" ] } }""", false)]
    [InlineData("""{ "Claims": { "role": [] } }""", false)]
    [InlineData("""{ "Principals": [ "guest", "reader" ] }""", true)]
    [InlineData("""{ "Principals": [ "guest" ] }""", false)]
    [InlineData("""{ "Principals": [ "keys:reader" ] }""", true)]
    [InlineData("""{ "Principals": [ "KEYS:reader" ] }""", true)]
    [InlineData("""{ "Principals": [ "keys:guest" ] }""", false)]
    [InlineData("""{ "Principals": [ "other:reader" ] }""", false)]
    [InlineData("""{ "Tenants": [ "acme" ] }""", true)]
    [InlineData("""{ "Tenants": [ "" ] }""", false)]
    [InlineData("""{ "Schemes": [ "keys" ] }""", true)]
    [InlineData("""{ "Schemes": [ "other" ] }""", false)]
    [InlineData("{}", true)]
    public async Task Policy_OfEveryKind_IsMetOrNot(string policy, bool isMet)
    {
        await using var gateway = await StartAsync(
            $$""" "Schemes": { {{ApiKeys}}, "other": { "Kind": "PartnerToken" } } """, $$""" "Policies": { "reporting": {{policy}}, "x": {} } """);

        using var response = await gateway.GetAsync("/echo/reporting", With("X-API-Key", ReaderKey));

        Assert.Equal(isMet ? HttpStatusCode.OK : HttpStatusCode.Forbidden, response.StatusCode);
        Assert.Equal(isMet, (await gateway.ListAsync("tools", With("X-API-Key", ReaderKey))).Contains("reporting"));
        // Asking for another token makes sense only where scopes are what is lacking.
        Assert.Equal(!isMet && policy.Contains("Scopes", StringComparison.Ordinal), response.Headers.WwwAuthenticate.Count > 0);
    }

    [Fact]
    public async Task Default_OfEverythingThatNamesNone_CanBeAPolicy()
    {
        await using var gateway = await StartAsync($$""" "Schemes": { {{ApiKeys}} } """, """ "Default": "reporting", "Policies": { "reporting": { "Scopes": [ "ads.read" ] } } """);

        using var guest = await gateway.GetAsync("/echo/plain", With("X-API-Key", GuestKey));
        using var reader = await gateway.GetAsync("/echo/plain", With("X-API-Key", ReaderKey));
        var (surface, _) = await gateway.SendAsync(McpMessages.ModernRequest("tools/list"), With("X-API-Key", GuestKey));

        Assert.Equal((HttpStatusCode.Forbidden, HttpStatusCode.OK, HttpStatusCode.Forbidden), (guest.StatusCode, reader.StatusCode, surface.StatusCode));
    }

    [Fact]
    public async Task Batch_EachEntryIsJudgedByItself()
    {
        await using var gateway = await StartAsync($$""" "Schemes": { {{ApiKeys}} } """);
        var batch = McpMessages.Post("""
            [ { "jsonrpc": "2.0", "id": 1, "method": "tools/call", "params": { "name": "plain" } },
              { "jsonrpc": "2.0", "id": 2, "method": "tools/call", "params": { "name": "reporting" } },
              { "jsonrpc": "2.0", "id": 3, "method": "tools/list" } ]
            """);

        var (response, body) = await gateway.SendAsync(batch, With("X-API-Key", GuestKey));
        var (refused, _) = await gateway.SendAsync(McpMessages.Post("""[ { "jsonrpc": "2.0", "id": 3, "method": "tools/list" } ]"""));

        JsonNode Of(int id) => body!.AsArray().Single(a => (int)a!["id"]! == id)!;
        Assert.Equal(HttpStatusCode.OK, response.StatusCode);
        Assert.NotNull(Of(1)["result"]);
        Assert.Contains("ads.read", (string)Of(2)["error"]!["message"]!, StringComparison.Ordinal);
        Assert.Equal(["open", "plain"], Of(3)["result"]!["tools"]!.AsArray().Select(t => (string)t!["name"]!));
        Assert.Equal(HttpStatusCode.Unauthorized, refused.StatusCode);
    }

    [Fact]
    public async Task Session_IsItsOwnersAlone()
    {
        await using var gateway = await StartAsync($$""" "Schemes": { {{ApiKeys}} } """);
        var (opened, _) = await gateway.SendAsync(McpMessages.LegacyRequest("initialize", """{"protocolVersion":"2025-11-25","capabilities":{},"clientInfo":{"name":"t","version":"1"}}"""), With("X-API-Key", ReaderKey));
        var session = Assert.Single(opened.Headers.GetValues("Mcp-Session-Id"));

        var (own, list) = await gateway.SendAsync(McpMessages.LegacyRequest("tools/list", session: session), With("X-API-Key", ReaderKey));
        var (others, _) = await gateway.SendAsync(McpMessages.LegacyRequest("tools/list", session: session), With("X-API-Key", GuestKey));
        var (nobodys, _) = await gateway.SendAsync(McpMessages.LegacyRequest("tools/list", session: session));

        Assert.Equal((HttpStatusCode.OK, HttpStatusCode.NotFound, HttpStatusCode.Unauthorized), (own.StatusCode, others.StatusCode, nobodys.StatusCode));
        Assert.Equal(4, list!["result"]!["tools"]!.AsArray().Count);
    }
}
