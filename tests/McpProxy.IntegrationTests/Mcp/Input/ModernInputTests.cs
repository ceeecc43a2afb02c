using System.Net;
using System.Text;
using System.Text.Json.Nodes;

namespace McpProxy.IntegrationTests.Mcp.Input;

/// <summary>An upstream asks a 2026-07-28 client: the question is a result, the answer comes with the repeated request.</summary>
public sealed class ModernInputTests
{
    private const string Everything = """{"elicitation":{},"sampling":{},"roots":{}}""";
    private const string Ada = """{"name":{"action":"accept","content":{"name":"Ada"}}}""";

    public static TheoryData<string> Engines { get; } = new("Direct", "Sdk");

    [Theory]
    [MemberData(nameof(Engines))]
    public async Task Call_UpstreamAsks_ClientIsAskedAndUpstreamGetsAnswersAndItsState(string engine)
    {
        await using var door = await InputDoor.StartAsync(engine);

        var asked = await door.CallAsync("all", Everything);

        Assert.Equal(HttpStatusCode.OK, asked.Status);
        Assert.Equal("input_required", (string?)asked.Result!["resultType"]);
        Assert.Null(asked.Result["content"]);
        Assert.NotNull(asked.Result["_meta"]!["io.modelcontextprotocol/serverInfo"]);
        Assert.Equal(["name", "sample", "roots"], asked.Result["inputRequests"]!.AsObject().Select(r => r.Key));
        Assert.Equal("form", (string?)asked.Result["inputRequests"]!["name"]!["params"]!["mode"]);
        Assert.Equal(2, (int)asked.Result["inputRequests"]!["name"]!["params"]!["requestedSchema"]!["properties"]!["name"]!["minLength"]!);
        Assert.DoesNotContain("round", InputDoor.State(asked), StringComparison.Ordinal);
        Assert.Empty(door.Upstream.Requests.Single().Headers.Keys.Intersect(["Mcp-Input-Responses", "Mcp-Request-State"]));

        var answers = """{"name":{"action":"accept","content":{"name":"Ada"}},"sample":{"role":"assistant","model":"m","content":{"type":"text","text":"Paris"}},"roots":{"roots":[{"uri":"file:///a"}]},"extra":{"x":1}}""";
        var done = await door.AnswerAsync("all", Everything, asked, answers);

        Assert.Equal("complete", (string?)done.Result!["resultType"]);
        var said = InputDoor.Said(done.Result);
        Assert.Equal("round 1", (string?)said["state"]);
        Assert.Equal(["name", "roots", "sample"], said["answers"]!.AsObject().Select(a => a.Key));
        Assert.Equal("Ada", (string?)said["answers"]!["name"]!["content"]!["name"]);
    }

    [Theory]
    [MemberData(nameof(Engines))]
    public async Task Call_SomeCapabilitiesOnly_OnlyTheseAreAsked(string engine)
    {
        await using var door = await InputDoor.StartAsync(engine);

        var asked = await door.CallAsync("all", """{"sampling":{}}""");

        Assert.Equal(["sample"], asked.Result!["inputRequests"]!.AsObject().Select(r => r.Key));
    }

    [Theory]
    [InlineData("Direct", "name", """{"roots":{}}""", """{"requiredCapabilities":{"elicitation":{}}}""")]
    [InlineData("Sdk", "name", """{"roots":{}}""", """{"requiredCapabilities":{"elicitation":{}}}""")]
    [InlineData("Direct", "all", "{}", """{"requiredCapabilities":{"roots":{},"sampling":{},"elicitation":{}}}""")]
    [InlineData("Sdk", "all", "{}", """{"requiredCapabilities":{"roots":{},"sampling":{},"elicitation":{}}}""")]
    [InlineData("Direct", "page", """{"elicitation":{"form":{}}}""", """{"requiredCapabilities":{"elicitation":{"url":{}}}}""")]
    [InlineData("Direct", "tooled", """{"sampling":{}}""", """{"requiredCapabilities":{"sampling":{"tools":{}}}}""")]
    [InlineData("Direct", "demanding", """{"roots":{}}""", """{"requiredCapabilities":{"sampling":{}}}""")]
    [InlineData("Sdk", "demanding", """{"roots":{}}""", """{"requiredCapabilities":{"sampling":{}}}""")]
    public async Task Call_NothingCanBeAsked_NamesTheMissingCapabilities(string engine, string tool, string capabilities, string data)
    {
        await using var door = await InputDoor.StartAsync(engine);

        var answer = await door.CallAsync(tool, capabilities);

        Assert.Equal(HttpStatusCode.BadRequest, answer.Status);
        Assert.Equal(-32021, answer.Code);
        ModernDoor.AssertJson(data, answer.Body!["error"]!["data"]);
        Assert.Equal(tool == "demanding" ? 0 : 1, door.Upstream.Requests.Count);
    }

    [Theory]
    [MemberData(nameof(Engines))]
    public async Task Call_DemandsAreMet_Runs(string engine)
    {
        await using var door = await InputDoor.StartAsync(engine);

        Assert.Equal("plain", (string?)(await door.CallAsync("demanding", Everything)).Result!["content"]![0]!["text"]);
    }

    [Theory]
    [MemberData(nameof(Engines))]
    public async Task Answer_Missing_IsAskedForAgain(string engine)
    {
        await using var door = await InputDoor.StartAsync(engine);
        var asked = await door.CallAsync("two", Everything);

        var again = await door.AnswerAsync("two", Everything, asked, Ada);

        Assert.Equal(["again"], again.Result!["inputRequests"]!.AsObject().Select(r => r.Key));
        Assert.NotEqual(InputDoor.State(asked), InputDoor.State(again));
    }

    [Theory]
    [InlineData("""{"name":{"action":"accept","content":{"name":"A"}}}""", "/name")]
    [InlineData("""{"name":{"action":"accept","content":{}}}""", "name")]
    [InlineData("""{"name":{"action":"accept"}}""", "no content")]
    [InlineData("""{"name":{"action":"maybe"}}""", "accept, decline or cancel")]
    [InlineData("""{"name":12345}""", "not an object")]
    [InlineData("""[]""", "inputResponses")]
    [InlineData("null", "inputResponses")]
    [InlineData("""{"name":{"action":"decline"},"name":{"action":"decline"}}""", "twice")]
    public async Task Answer_Unfit_IsRefused(string answers, string why)
    {
        await using var door = await InputDoor.StartAsync("Direct");
        var asked = await door.CallAsync("name", Everything);

        var answer = await door.AnswerAsync("name", Everything, asked, answers);

        Assert.Equal(-32602, answer.Code);
        Assert.Contains(why, (string?)answer.Body!["error"]!["message"], StringComparison.Ordinal);
        Assert.Single(door.Upstream.Requests);
    }

    [Fact]
    public async Task Answer_Declined_GoesToTheUpstream()
    {
        await using var door = await InputDoor.StartAsync("Direct");
        var asked = await door.CallAsync("name", Everything);

        var done = await door.AnswerAsync("name", Everything, asked, """{"name":{"action":"decline"}}""");

        Assert.Equal("decline", (string?)InputDoor.Said(done.Result)["answers"]!["name"]!["action"]);
    }

    [Theory]
    [InlineData("""{"name":{"action":"accept","content":{"name":"Ada"}},"extra":{}}""", 0)]
    [InlineData("""{"name":7}""", -32602)]
    [InlineData("""{"wrong":{}}""", 1)]
    public async Task Answer_WithoutState_IsTheUpstreamsToJudge(string answers, int expected)
    {
        await using var door = await InputDoor.StartAsync("Direct");

        var answer = await door.CallAsync("name", Everything, members: $"\"inputResponses\":{answers}");

        if (expected < 0)
        {
            Assert.Equal(expected, answer.Code);
        }
        else
        {
            Assert.Equal(expected == 0 ? "complete" : "input_required", (string?)answer.Result!["resultType"]);
        }
    }

    [Fact]
    public async Task Call_UpstreamAsksWithoutEnd_IsEndedAtTheLimit()
    {
        await using var door = await InputDoor.StartAsync("Direct", """ "Input": { "MaxRounds": 2 }, """);
        var first = await door.CallAsync("endless", Everything);
        var second = await door.AnswerAsync("endless", Everything, first, Ada);

        var third = await door.AnswerAsync("endless", Everything, second, Ada);

        Assert.True((bool)third.Result!["isError"]!);
        Assert.Equal("too_many_rounds", (string?)third.Result["_meta"]!["mcpproxy/error"]!["code"]);
    }

    [Theory]
    [InlineData("body", """{"a":"x"}""", "x")]
    [InlineData("empty_body", "{}", null)]
    public async Task Answer_InBody_IsMemberOfIt(string tool, string arguments, string? kept)
    {
        await using var door = await InputDoor.StartAsync("Direct");
        var asked = await door.CallAsync(tool, Everything, arguments);
        var name = new string('x', 20_000);

        var done = await door.AnswerAsync(tool, Everything, asked, Ada.Replace("Ada", name, StringComparison.Ordinal), arguments);

        Assert.Equal(name, (string?)InputDoor.Said(done.Result)["answers"]!["name"]!["content"]!["name"]);
        Assert.Equal("round 1", (string?)InputDoor.Said(done.Result)["state"]);
        var sent = JsonNode.Parse(door.Upstream.Requests.Last().Body)!;
        Assert.Equal(kept, (string?)sent["a"]);
    }

    [Fact]
    public async Task Answer_TooLargeForHeaders_FailsWithTheWayOut()
    {
        await using var door = await InputDoor.StartAsync("Direct");
        var asked = await door.CallAsync("name", Everything);

        var done = await door.AnswerAsync("name", Everything, asked, Ada.Replace("Ada", new string('x', 7000), StringComparison.Ordinal));

        var error = done.Result!["_meta"]!["mcpproxy/error"]!;
        Assert.Equal("input_too_large", (string?)error["code"]);
        Assert.Contains("Body", (string?)error["hint"], StringComparison.Ordinal);
        Assert.Single(door.Upstream.Requests);
    }

    [Theory]
    [InlineData("""{"resultType":"input_required"}""", "neither inputRequests")]
    [InlineData("""{"resultType":"input_required","requestState":7}""", "requestState")]
    [InlineData("""{"resultType":"input_required","inputRequests":{"a":{"method":"tools/call","params":{}}}}""", "'a'")]
    [InlineData("""{"resultType":"input_required","inputRequests":{"a":{"method":"elicitation/create","params":{"message":"m","requestedSchema":{"type":"nonsense"}}}}}""", "requestedSchema")]
    [InlineData("""{"resultType":"input_required","inputRequests":{"a":{"method":"sampling/createMessage","params":{"messages":[]}}}}""", "maxTokens")]
    [InlineData("""{"resultType":"input_required","inputRequests":[]}""", "not an object")]
    [InlineData("""{"resultType":"input_required","inputRequests":{"a":{"method":"roots/list"},"a":{"method":"roots/list"}}}""", "not valid JSON")]
    public async Task Call_UpstreamAsksWrongly_FailsAndSaysHow(string made, string why)
    {
        await using var door = await InputDoor.StartAsync("Direct");

        var answer = await door.CallAsync("answer", Everything, $$"""{"json":{{System.Text.Json.JsonSerializer.Serialize(made)}}}""");

        Assert.Equal("bad_tool_result", (string?)answer.Result!["_meta"]!["mcpproxy/error"]!["code"]);
        Assert.Contains(why, (string?)answer.Result["content"]![0]!["text"], StringComparison.Ordinal);
    }

    [Fact]
    public async Task Call_UpstreamGivesOnlyState_ClientGetsItAndMayRepeatAtOnce()
    {
        await using var door = await InputDoor.StartAsync("Direct");
        const string arguments = """{"json":"{\"resultType\":\"input_required\",\"requestState\":\"later\"}"}""";

        var asked = await door.CallAsync("answer", "{}", arguments);

        Assert.Null(asked.Result!["inputRequests"]);
        Assert.NotEmpty(InputDoor.State(asked));
    }

    [Theory]
    [InlineData("GET", "/ask/name")]
    [InlineData("POST", "/ask/name")]
    public async Task HttpDoor_CallerSendsTheHeaders_UpstreamDoesNotGetThem(string method, string path)
    {
        await using var door = await InputDoor.StartAsync("Direct");
        using var request = new HttpRequestMessage(new HttpMethod(method), path);
        request.Headers.Add("Mcp-Input-Responses", Convert.ToBase64String(Encoding.UTF8.GetBytes(Ada)));
        request.Headers.Add("Mcp-Request-State", "forged");
        // WSGI and its kin read these as the same headers.
        request.Headers.Add("Mcp_Input_Responses", "e30=");
        request.Headers.Add("mcp-input_responses", "e30=");
        request.Headers.Add("MCP_REQUEST-STATE", "forged");

        using var response = await door.Proxy.Http.SendAsync(request);

        Assert.Contains("input_required", await response.Content.ReadAsStringAsync(), StringComparison.Ordinal);
        var received = door.Upstream.Requests.Single();
        Assert.Equal((null, null), received.Input());
        Assert.DoesNotContain(received.Headers.Keys, name => name.StartsWith("mcp", StringComparison.OrdinalIgnoreCase));
    }
}
