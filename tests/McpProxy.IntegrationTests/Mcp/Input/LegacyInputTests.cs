using McpProxy.Testing.Mcp;

namespace McpProxy.IntegrationTests.Mcp.Input;

/// <summary>An upstream asks a client with a session: a request on the stream of the call, the answer by a POST of its own.</summary>
public sealed class LegacyInputTests
{
    private const string Everything = """{"elicitation":{},"sampling":{},"roots":{"listChanged":true}}""";
    private const string Ada = """ "result":{"action":"accept","content":{"name":"Ada"}} """;

    public static TheoryData<string> Engines { get; } = new("Direct", "Sdk");

    [Theory]
    [MemberData(nameof(Engines))]
    public async Task Call_UpstreamAsksForThreeThings_ClientIsAskedForEach(string engine)
    {
        await using var door = await InputDoor.StartAsync(engine);
        var session = await door.InitializeAsync(Everything);

        using var stream = await door.BeginAsync(session, "all", "7");
        var form = await InputDoor.NextAsync(stream);
        Assert.Equal("2.0", (string?)form["jsonrpc"]);
        Assert.Equal("elicitation/create", (string?)form["method"]);
        Assert.Equal("Who are you?", (string?)form["params"]!["message"]);
        Assert.Null(form["params"]!["mode"]);
        await door.RespondAsync(session, form, Ada);
        var sample = await InputDoor.NextAsync(stream);
        Assert.Equal("sampling/createMessage", (string?)sample["method"]);
        Assert.Equal(5000, (int)sample["params"]!["maxTokens"]!);
        await door.RespondAsync(session, sample, """ "result":{"role":"assistant","model":"m","content":{"type":"text","text":"Paris"}} """);
        var roots = await InputDoor.NextAsync(stream);
        Assert.Equal("roots/list", (string?)roots["method"]);
        await door.RespondAsync(session, roots, """ "result":{"roots":[]} """);

        var done = await InputDoor.NextAsync(stream);
        Assert.Equal(7, (int)done["id"]!);
        Assert.Null(done["result"]!["resultType"]);
        var said = InputDoor.Said(done["result"]);
        Assert.Equal("round 1", (string?)said["state"]);
        Assert.Equal("Paris", (string?)said["answers"]!["sample"]!["content"]!["text"]);
        Assert.Null(await stream.NextAsync());
    }

    [Theory]
    [MemberData(nameof(Engines))]
    public async Task Call_ClientLacksTheCapability_FailsAndNamesIt(string engine)
    {
        await using var door = await InputDoor.StartAsync(engine);
        var session = await door.InitializeAsync("""{"roots":{}}""");

        var answer = await Answer.ReadAsync(await door.Proxy.Http.SendAsync(McpMessages.LegacyRequest("tools/call", """{"name":"name"}""", session: session)));

        Assert.True((bool)answer.Result!["isError"]!);
        Assert.Contains("elicitation", (string?)answer.Result["content"]![0]!["text"], StringComparison.Ordinal);
        Assert.Equal("client_capability_missing", (string?)answer.Result["_meta"]!["mcpproxy/error"]!["code"]);
    }

    [Theory]
    [MemberData(nameof(Engines))]
    public async Task Call_WithoutSession_FailsAndSaysThatItNeedsOne(string engine)
    {
        await using var door = await InputDoor.StartAsync(engine);

        var answer = await Answer.ReadAsync(await door.Proxy.Http.SendAsync(McpMessages.LegacyRequest("tools/call", """{"name":"name"}""")));

        Assert.True((bool)answer.Result!["isError"]!);
        Assert.Contains("session", (string?)answer.Result["content"]![0]!["text"], StringComparison.Ordinal);
    }

    [Theory]
    [MemberData(nameof(Engines))]
    public async Task Call_DemandsAreNotMet_FailsBeforeAnythingIsSent(string engine)
    {
        await using var door = await InputDoor.StartAsync(engine);
        var session = await door.InitializeAsync("""{"roots":{}}""");

        var answer = await Answer.ReadAsync(await door.Proxy.Http.SendAsync(McpMessages.LegacyRequest("tools/call", """{"name":"demanding"}""", session: session)));

        Assert.Contains("sampling", (string?)answer.Result!["content"]![0]!["text"], StringComparison.Ordinal);
        Assert.True((bool)answer.Result["isError"]!);
        Assert.Empty(door.Upstream.Requests);
    }

    [Theory]
    [InlineData("Direct", """ "error":{"code":-1,"message":"User rejected"} """, "client_refused", "User rejected")]
    [InlineData("Sdk", """ "error":{"code":-1,"message":"User rejected"} """, "client_refused", "User rejected")]
    [InlineData("Direct", """ "error":7 """, "client_refused", "no reason")]
    [InlineData("Direct", """ "result":{"action":"accept","content":{"name":"A"}} """, "bad_client_answer", "/name")]
    [InlineData("Direct", """ "result":17 """, "bad_client_answer", "object")]
    public async Task Call_AnswerIsNone_Fails(string engine, string outcome, string code, string why)
    {
        await using var door = await InputDoor.StartAsync(engine);
        var session = await door.InitializeAsync(Everything);
        using var stream = await door.BeginAsync(session, "name", "1");

        await door.RespondAsync(session, await InputDoor.NextAsync(stream), outcome);

        var result = (await InputDoor.NextAsync(stream))["result"]!;
        Assert.Equal(code, (string?)result["_meta"]!["mcpproxy/error"]!["code"]);
        Assert.Contains(why, (string?)result["content"]![0]!["text"], StringComparison.Ordinal);
    }

    [Theory]
    [MemberData(nameof(Engines))]
    public async Task Call_ClientDoesNotAnswerInTime_IsToldAndTheCallFails(string engine)
    {
        await using var door = await InputDoor.StartAsync(engine);
        var session = await door.InitializeAsync(Everything);
        using var stream = await door.BeginAsync(session, "name", "1");
        var form = await InputDoor.NextAsync(stream);

        door.Time.Advance(TimeSpan.FromMinutes(5));

        var cancelled = await InputDoor.NextAsync(stream);
        Assert.Equal("notifications/cancelled", (string?)cancelled["method"]);
        Assert.Equal((string?)form["id"], (string?)cancelled["params"]!["requestId"]);
        var result = (await InputDoor.NextAsync(stream))["result"]!;
        Assert.Equal("input_timeout", (string?)result["_meta"]!["mcpproxy/error"]!["code"]);
        await door.RespondAsync(session, form, Ada); // Too late, and harmless.
    }

    [Theory]
    [MemberData(nameof(Engines))]
    public async Task Call_ClientCancelsItWhileItIsAsked_TheQuestionIsWithdrawn(string engine)
    {
        await using var door = await InputDoor.StartAsync(engine);
        var session = await door.InitializeAsync(Everything);
        using var stream = await door.BeginAsync(session, "name", "1");
        var form = await InputDoor.NextAsync(stream);

        using var accepted = await door.Proxy.Http.SendAsync(McpMessages.LegacyNotification("notifications/cancelled", """{"requestId":1}""", session));

        var withdrawn = await InputDoor.NextAsync(stream);
        Assert.Equal((string?)form["id"], (string?)withdrawn["params"]!["requestId"]);
        Assert.Null(await stream.NextAsync());
    }

    [Fact]
    public async Task Call_SessionEndsWhileItIsAsked_Ends()
    {
        await using var door = await InputDoor.StartAsync("Direct");
        var session = await door.InitializeAsync(Everything);
        using var stream = await door.BeginAsync(session, "name", "1");
        await InputDoor.NextAsync(stream);
        using var delete = new HttpRequestMessage(HttpMethod.Delete, "/mcp").With("Mcp-Session-Id", session);

        (await door.Proxy.Http.SendAsync(delete)).Dispose();

        string? last = "";
        while (await stream.NextAsync() is { } next)
        {
            last = next;
        }

        Assert.DoesNotContain("\"result\"", last, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Answer_OfAnotherSession_DoesNotCount()
    {
        await using var door = await InputDoor.StartAsync("Direct");
        var session = await door.InitializeAsync(Everything);
        var other = await door.InitializeAsync(Everything);
        using var stream = await door.BeginAsync(session, "name", "1");
        var form = await InputDoor.NextAsync(stream);

        await door.RespondAsync(other, form, """ "result":{"action":"decline"} """);
        await door.RespondAsync(session, form, Ada);

        Assert.Equal("accept", (string?)InputDoor.Said((await InputDoor.NextAsync(stream))["result"])["answers"]!["name"]!["action"]);
    }

    [Theory]
    [MemberData(nameof(Engines))]
    public async Task Call_UpstreamAsksWithoutEnd_IsEndedAtTheLimit(string engine)
    {
        await using var door = await InputDoor.StartAsync(engine, """ "Input": { "MaxRounds": 2 }, """);
        var session = await door.InitializeAsync(Everything);
        using var stream = await door.BeginAsync(session, "endless", "1");

        await door.RespondAsync(session, await InputDoor.NextAsync(stream), Ada);
        await door.RespondAsync(session, await InputDoor.NextAsync(stream), Ada);

        Assert.Equal("too_many_rounds", (string?)(await InputDoor.NextAsync(stream))["result"]!["_meta"]!["mcpproxy/error"]!["code"]);
        Assert.Equal(3, door.Upstream.Requests.Count);
    }

    [Fact]
    public async Task Call_TooManyQuestionsWait_Fails()
    {
        await using var door = await InputDoor.StartAsync("Direct", """ "Input": { "MaxPending": 1 }, """);
        var session = await door.InitializeAsync(Everything);
        using var first = await door.BeginAsync(session, "name", "1");
        var form = await InputDoor.NextAsync(first);

        var second = await Answer.ReadAsync(await door.Proxy.Http.SendAsync(McpMessages.LegacyRequest("tools/call", """{"name":"name"}""", "2", session)));

        Assert.Equal("too_many_questions", (string?)second.Result!["_meta"]!["mcpproxy/error"]!["code"]);
        await door.RespondAsync(session, form, Ada);
        Assert.NotNull((await InputDoor.NextAsync(first))["result"]);
    }
}
