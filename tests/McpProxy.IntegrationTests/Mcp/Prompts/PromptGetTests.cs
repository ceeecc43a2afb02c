using System.Net;
using System.Text;
using static McpProxy.IntegrationTests.Mcp.ModernDoor;

namespace McpProxy.IntegrationTests.Mcp.Prompts;

/// <summary><c>prompts/get</c> of prompts whose messages the configuration holds.</summary>
public sealed class PromptGetTests
{
    [Theory]
    [InlineData("Direct", "2026-07-28")]
    [InlineData("Sdk", "2026-07-28")]
    [InlineData("Direct", "2025-06-18")]
    [InlineData("Sdk", "2025-06-18")]
    public async Task Get_Text_FillsHolesOnceAndDefaultsToo(string engine, string revision)
    {
        await using var gateway = await PromptGateway.StartAsync(engine);

        var result = (await gateway.GetAsync("review", """{"campaignId":"{tone} {{x}} \u00e9"}""", revision)).Result!;

        var modern = """, "resultType":"complete","_meta":{"io.modelcontextprotocol/serverInfo":{"name":"s","version":"1"} }""";
        AssertJson($$"""
            {"description":"Review a campaign.","messages":[
              {"role":"user","content":{"type":"text","text":"Review {tone} {{"{{x}}"}} é in a plain tone. {not a hole} "} },
              {"role":"assistant","content":{"type":"text","text":"I will."} }]{{(revision == PromptGateway.Modern ? modern : "")}} }
            """, result);
    }

    [Theory]
    [InlineData("Direct")]
    [InlineData("Sdk")]
    public async Task Get_Pieces_AreReadThroughRoutes(string engine)
    {
        await using var gateway = await PromptGateway.StartAsync(engine);

        var contents = PromptGateway.Contents(await gateway.GetAsync("media", """{"id":"a b"}"""));

        AssertJson("""{"type":"image","data":"AQID","mimeType":"image/png"}""", contents[0]);
        AssertJson($$"""{"type":"image","data":"{{Convert.ToBase64String("a b"u8)}}","mimeType":"image/png"}""", contents[1]);
        AssertJson("""{"type":"audio","data":"AQIDBA==","mimeType":"audio/wav"}""", contents[2]);
        AssertJson("""{"type":"resource","resource":{"uri":"ads://things/a%20b","mimeType":"application/json","text":"{\"id\":\"a b\"}"} }""", contents[3]);
        AssertJson("""{"type":"resource","resource":{"uri":"a b","mimeType":"text/markdown","text":"Thing a b"} }""", contents[4]);
        AssertJson("""{"type":"resource","resource":{"uri":"ads://bytes","mimeType":"application/octet-stream","blob":"//79"} }""", contents[5]);
        Assert.Equal(["GET /audio?rate=8&id=a+b", "GET /bytes", "GET /image/a%20b", "GET /json/a%20b"], gateway.Upstream.Requests.Order(StringComparer.Ordinal));
    }

    [Theory]
    [InlineData("{}", "\"campaignId\" is required (Campaign to review)")]
    [InlineData("null", "\"campaignId\" is required")]
    [InlineData("""{"campaignId":7}""", "\"campaignId\" must be a string")]
    [InlineData("""{"campaignId":"1","ton":"x"}""", "there is no \"ton\" (did you mean \"tone\"?)")]
    [InlineData("""{"campaignId":"1","zzzzz":"x"}""", "there is no \"zzzzz\" (there are campaignId, note, tone)")]
    [InlineData("""{"campaignId":"1","note":"\ud800"}""", "half a surrogate pair")]
    [InlineData("""{"campaignId":"1","campaignId":"2"}""", "name one twice")]
    [InlineData("""[]""", "arguments must be an object")]
    public async Task Get_BadArguments_AreNamed(string arguments, string expected)
    {
        foreach (var engine in new[] { "Direct", "Sdk" })
        {
            await using var gateway = await PromptGateway.StartAsync(engine);

            var answer = await gateway.GetAsync("review", arguments);

            Assert.Equal(-32602, answer.Code);
            Assert.Contains(expected, (string)answer.Body!["error"]!["message"]!, StringComparison.Ordinal);
        }
    }

    [Fact]
    public async Task Get_ArgumentOverTheLimit_IsRefusedBeforeAnythingIsRead()
    {
        await using var gateway = await PromptGateway.StartAsync("Direct");

        var answer = await gateway.GetAsync("media", $$"""{"id":"{{new string('x', 201)}}"}""");

        Assert.Equal(-32602, answer.Code);
        Assert.Contains("\"id\" has 201 characters and may have 200", (string)answer.Body!["error"]!["message"]!, StringComparison.Ordinal);
        Assert.Empty(gateway.Upstream.Requests);
    }

    [Theory]
    [InlineData("Direct")]
    [InlineData("Sdk")]
    public async Task Get_UnknownOrDisabledPrompt_IsInvalidParams(string engine)
    {
        await using var gateway = await PromptGateway.StartAsync(engine);

        foreach (var name in new[] { "nothing", "off" })
        {
            var answer = await gateway.GetAsync(name);
            Assert.Equal(-32602, answer.Code);
            Assert.Contains($"unknown prompt \"{name}\"", (string)answer.Body!["error"]!["message"]!, StringComparison.Ordinal);
        }
    }

    [Theory]
    [InlineData("Direct", "2026-07-28")]
    [InlineData("Sdk", "2026-07-28")]
    [InlineData("Sdk", "2025-06-18")]
    public async Task Get_FailingUpstream_IsAnErrorWithTheContract(string engine, string revision)
    {
        await using var gateway = await PromptGateway.StartAsync(engine);

        var answer = await gateway.GetAsync("failing", """{"status":"404"}""", revision);

        Assert.Equal(HttpStatusCode.OK, answer.Status);
        Assert.Equal(-32603, answer.Code);
        var error = answer.Body!["error"]!;
        Assert.Contains("404", (string)error["message"]!, StringComparison.Ordinal);
        Assert.Equal("upstream_http", (string)error["data"]!["kind"]!);
        Assert.Equal(404, (int)error["data"]!["status"]!);
        Assert.Equal("It is broken.", (string)error["data"]!["details"]!["detail"]!);
        Assert.NotEmpty((string)error["data"]!["requestId"]!);
    }

    [Fact]
    public async Task Get_ValueThatCannotBeInAPath_IsInvalidParams()
    {
        await using var gateway = await PromptGateway.StartAsync("Direct");

        var answer = await gateway.GetAsync("media", """{"id":".."}""");

        Assert.Equal(-32602, answer.Code);
        Assert.Equal("invalid_arguments", (string)answer.Body!["error"]!["data"]!["kind"]!);
    }

    [Fact]
    public async Task Get_ImageThatIsText_IsAnError()
    {
        await using var gateway = await PromptGateway.StartAsync("Direct");

        var answer = await gateway.GetAsync("wrong_type");

        Assert.Equal("unexpected_media_type", (string)answer.Body!["error"]!["data"]!["code"]!);
    }

    [Fact]
    public async Task Get_MoreThanTheLimitTogether_IsAnError()
    {
        await using var gateway = await PromptGateway.StartAsync("Direct");

        var answer = await gateway.GetAsync("large");

        Assert.Equal(-32603, answer.Code);
        Assert.Equal("prompt_too_large", (string)answer.Body!["error"]!["data"]!["code"]!);
    }

    [Theory]
    [InlineData("Direct")]
    [InlineData("Sdk")]
    public async Task Get_PiecesOfAGuardedRoute_AskTheCallerToAuthenticate(string engine)
    {
        await using var gateway = await PromptGateway.StartAsync(engine);

        var refused = await gateway.GetAsync("guarded");
        var allowed = await gateway.GetAsync("guarded", user: "bob");

        Assert.Equal(HttpStatusCode.Unauthorized, refused.Status);
        Assert.Equal("User realm=\"upstream\"", refused.Response.Headers.WwwAuthenticate.ToString());
        Assert.Equal(["secret 1", "secret 2"], PromptGateway.Contents(allowed).Select(c => (string)c["resource"]!["text"]!));
    }

    [Fact]
    public async Task Get_AudioIn2024_IsAResource()
    {
        await using var gateway = await PromptGateway.StartAsync("Direct");

        var contents = PromptGateway.Contents(await gateway.GetAsync("media", """{"id":"1"}""", "2024-11-05"));

        AssertJson("""{"type":"resource","resource":{"uri":"mcpproxy://prompts/media/2","mimeType":"audio/wav","blob":"AQIDBA=="} }""", contents[2]);
    }

    [Fact]
    public async Task Get_ManyAtOnce_KeepTheirOwnArguments()
    {
        await using var gateway = await PromptGateway.StartAsync("Direct");

        var answers = await Task.WhenAll(Enumerable.Range(0, 50).Select(i => gateway.GetAsync("media", $$"""{"id":"n{{i}}"}""")));

        for (var i = 0; i < answers.Length; i++)
        {
            Assert.Equal($"n{i}", Encoding.UTF8.GetString(Convert.FromBase64String((string)PromptGateway.Contents(answers[i])[1]["data"]!)));
        }
    }
}
