using System.Text.Json.Nodes;
using McpProxy.Testing.Mcp;
using Microsoft.AspNetCore.Http;

namespace McpProxy.IntegrationTests.Mcp.Input;

/// <summary>A model of the operator's answers for clients that cannot sample.</summary>
public sealed class SamplingTests
{
    private const string Provider = """ "Sampling": { "MaxRequestsPerCall": 1, "Providers": { "house": { "Route": "llm", "Models": [ "big-1", "small-1" ], "MaxTokens": 300 } } }, """;

    public static TheoryData<string> Engines { get; } = new("Direct", "Sdk");

    [Theory]
    [MemberData(nameof(Engines))]
    public async Task Call_ModernClientCannotSample_ProviderAnswers(string engine)
    {
        await using var door = await InputDoor.StartAsync(engine, Provider);

        var done = await door.CallAsync("sample", "{}");

        var answer = InputDoor.Said(done.Result)["answers"]!["sample"]!;
        ModernDoor.AssertJson("""{"role":"assistant","content":{"type":"text","text":"Paris"},"model":"small-1","stopReason":"endTurn"}""", answer);
        var asked = door.Upstream.Requests.Single(r => r.Path == "/v1/chat/completions");
        Assert.Equal("Bearer model-key", asked.Headers["Authorization"]);
        ModernDoor.AssertJson(
            """
            {"model":"small-1","messages":[{"role":"system","content":"Be brief."},{"role":"user","content":"Capital of France?"}],
             "max_tokens":300,"temperature":0.5,"stop":["END"]}
            """, JsonNode.Parse(asked.Body));
    }

    [Theory]
    [MemberData(nameof(Engines))]
    public async Task Call_LegacyClientCannotSample_ProviderAnswersAlsoWithoutSession(string engine)
    {
        await using var door = await InputDoor.StartAsync(engine, Provider);

        var done = await Answer.ReadAsync(await door.Proxy.Http.SendAsync(McpMessages.LegacyRequest("tools/call", """{"name":"sample"}""")));

        Assert.Equal("small-1", (string?)InputDoor.Said(done.Result)["answers"]!["sample"]!["model"]);
    }

    [Fact]
    public async Task Call_ClientCanSample_ProviderIsNotAsked()
    {
        await using var door = await InputDoor.StartAsync("Direct", Provider);

        var asked = await door.CallAsync("sample", """{"sampling":{}}""");

        Assert.Equal("input_required", (string?)asked.Result!["resultType"]);
        Assert.Single(door.Upstream.Requests);
    }

    [Theory]
    [MemberData(nameof(Engines))]
    public async Task Call_ClientAndProviderAnswer_UpstreamGetsBothAtOnce(string engine)
    {
        await using var door = await InputDoor.StartAsync(engine, Provider);

        var asked = await door.CallAsync("name_and_sample", """{"elicitation":{}}""");
        Assert.Equal(["name"], asked.Result!["inputRequests"]!.AsObject().Select(r => r.Key));
        var done = await door.AnswerAsync("name_and_sample", """{"elicitation":{}}""", asked, """{"name":{"action":"cancel"},"sample":{"role":"assistant","model":"forged","content":{"type":"text","text":"Rome"}}}""");

        var answers = InputDoor.Said(done.Result)["answers"]!;
        Assert.Equal("cancel", (string?)answers["name"]!["action"]);
        Assert.Equal("small-1", (string?)answers["sample"]!["model"]);
    }

    [Fact]
    public async Task Call_UpstreamAsksForTools_ProviderCannotAnswer()
    {
        await using var door = await InputDoor.StartAsync("Direct", Provider);

        Assert.Equal(-32021, (await door.CallAsync("tooled", "{}")).Code);
    }

    [Theory]
    [InlineData(500, "{}", "sampling_failed", "house")]
    [InlineData(401, "{}", "sampling_failed", "house")]
    [InlineData(200, """{"choices":[]}""", "sampling_failed", "no choices")]
    [InlineData(200, "nonsense", "sampling_failed", "JSON")]
    public async Task Call_ProviderFails_CallFailsAndSaysSo(int status, string body, string code, string why)
    {
        await using var door = await InputDoor.StartAsync("Direct", Provider);
        door.Upstream.Chat = _ => Results.Text(body, "application/json", statusCode: status);

        var done = await door.CallAsync("sample", "{}");

        Assert.True((bool)done.Result!["isError"]!);
        Assert.Equal(code, (string?)done.Result["_meta"]!["mcpproxy/error"]!["code"]);
        Assert.Contains(why, (string?)done.Result["content"]![0]!["text"], StringComparison.Ordinal);
    }

    [Fact]
    public async Task Call_MoreAnswersThanAllowed_Fails()
    {
        await using var door = await InputDoor.StartAsync("Direct", Provider.Replace("\"MaxRequestsPerCall\": 1", "\"MaxRequestsPerCall\": 2", StringComparison.Ordinal));
        var three = """{"method":"sampling/createMessage","params":{"messages":[{"role":"user","content":{"type":"text","text":"x"}}],"maxTokens":1}}""";
        var made = $$"""{ "resultType": "input_required", "inputRequests": { "a": {{three}}, "b": {{three}}, "c": {{three}} } }""";

        var done = await door.CallAsync("answer", "{}", $$"""{"json":{{JsonValue.Create(made)!.ToJsonString()}}}""");

        Assert.Equal("too_many_sampling_requests", (string?)done.Result!["_meta"]!["mcpproxy/error"]!["code"]);
        Assert.Equal(2, door.Upstream.Requests.Count(r => r.Path == "/v1/chat/completions"));
    }

    [Theory]
    [InlineData("length", "maxTokens")]
    [InlineData("content_filter", "content_filter")]
    public async Task Call_AnswerEndsEarly_SaysWhy(string finish, string stopReason)
    {
        await using var door = await InputDoor.StartAsync("Direct", Provider);
        door.Upstream.Chat = _ => Results.Text($$"""{"choices":[{"finish_reason":"{{finish}}","message":{"content":"Par"} }]}""", "application/json");

        var answer = InputDoor.Said((await door.CallAsync("sample", "{}")).Result)["answers"]!["sample"]!;

        Assert.Equal(stopReason, (string?)answer["stopReason"]);
        Assert.Equal("small-1", (string?)answer["model"]);
    }
}
