using System.Text.Json.Nodes;
using McpProxy.Testing.Mcp;

namespace McpProxy.IntegrationTests.Mcp.Input;

/// <summary>Log messages in an upstream's stream, on their way to callers that want them.</summary>
public sealed class LogTests
{
    public static TheoryData<string> Engines { get; } = new("Direct", "Sdk");

    [Theory]
    [InlineData("Direct", "debug", 3)]
    [InlineData("Direct", "info", 2)]
    [InlineData("Sdk", "info", 2)]
    [InlineData("Direct", "error", 1)]
    [InlineData("Direct", "emergency", 0)]
    public async Task Modern_FromItsLevelOn(string engine, string level, int expected)
    {
        await using var door = await InputDoor.StartAsync(engine);

        var messages = await MessagesAsync(await door.CallAsync("log", "{}", meta: $",\"io.modelcontextprotocol/logLevel\":\"{level}\""));

        Assert.Equal(expected, messages.Count(IsLog));
        if (level == "info")
        {
            ModernDoor.AssertJson("""{"level":"info","logger":"db","data":{"rows":3}}""", messages[0]["params"]);
            ModernDoor.AssertJson("""{"level":"error","data":["bad"]}""", messages[1]["params"]);
        }
    }

    [Theory]
    [MemberData(nameof(Engines))]
    public async Task Modern_WithoutLevel_None(string engine)
    {
        await using var door = await InputDoor.StartAsync(engine);

        var answer = await door.CallAsync("log", "{}");

        Assert.Equal("application/json", answer.MediaType);
        var events = answer.Result!["structuredContent"]!["events"]!.AsArray();
        Assert.Equal(["loud", "info"], events.Select(e => (string?)e!["level"]));
    }

    [Theory]
    [InlineData("\"loud\"")]
    [InlineData("\"INFO\"")]
    [InlineData("3")]
    public async Task Modern_UnknownLevel_IsRefused(string level)
    {
        await using var door = await InputDoor.StartAsync("Direct");

        Assert.Equal(-32602, (await door.CallAsync("log", "{}", meta: $",\"io.modelcontextprotocol/logLevel\":{level}")).Code);
    }

    [Theory]
    [MemberData(nameof(Engines))]
    public async Task Legacy_SessionSetsItsLevel(string engine)
    {
        await using var door = await InputDoor.StartAsync(engine);
        var session = await door.InitializeAsync("{}");

        Assert.Equal(2, (await LegacyAsync(door, session)).Count(IsLog)); // From info on, until the client says otherwise.
        var set = await Answer.ReadAsync(await door.Proxy.Http.SendAsync(McpMessages.LegacyRequest("logging/setLevel", """{"level":"error"}""", session: session)));
        ModernDoor.AssertJson("{}", set.Result);
        Assert.Equal(1, (await LegacyAsync(door, session)).Count(IsLog));
    }

    [Theory]
    [MemberData(nameof(Engines))]
    public async Task Legacy_UnknownLevel_IsRefused(string engine)
    {
        await using var door = await InputDoor.StartAsync(engine);
        var session = await door.InitializeAsync("{}");

        Assert.Equal(-32602, (await Answer.ReadAsync(await door.Proxy.Http.SendAsync(McpMessages.LegacyRequest("logging/setLevel", """{"level":"loud"}""", session: session)))).Code);
        Assert.Equal(-32602, (await Answer.ReadAsync(await door.Proxy.Http.SendAsync(McpMessages.LegacyRequest("logging/setLevel", "{}", session: session)))).Code);
    }

    [Theory]
    [MemberData(nameof(Engines))]
    public async Task Legacy_WithoutSession_NoneAndNotOffered(string engine)
    {
        await using var door = await InputDoor.StartAsync(engine, """ "Sessions": { "Enabled": false }, """);
        var initialized = await Answer.ReadAsync(await door.Proxy.Http.SendAsync(McpMessages.Initialize()));

        Assert.Null(initialized.Result!["capabilities"]!["logging"]);
        Assert.Equal(-32601, (await Answer.ReadAsync(await door.Proxy.Http.SendAsync(McpMessages.LegacyRequest("logging/setLevel", """{"level":"info"}""")))).Code);
        Assert.DoesNotContain(await LegacyAsync(door, null), IsLog);
    }

    [Theory]
    [MemberData(nameof(Engines))]
    public async Task Initialize_WithSession_OffersLogging(string engine)
    {
        await using var door = await InputDoor.StartAsync(engine);

        var initialized = await Answer.ReadAsync(await door.Proxy.Http.SendAsync(McpMessages.Initialize()));

        Assert.NotNull(initialized.Result!["capabilities"]!["logging"]);
    }

    [Fact]
    public async Task Flood_IsCutOffAndSaysSo()
    {
        await using var door = await InputDoor.StartAsync("Direct");

        var messages = await MessagesAsync(await door.CallAsync("flood", "{}", meta: ",\"io.modelcontextprotocol/logLevel\":\"debug\""));

        Assert.Equal(1001, messages.Count(IsLog));
        Assert.Equal("mcpproxy", (string?)messages[1000]["params"]!["logger"]);
        Assert.NotNull(messages[^1]["result"]);
    }

    private static bool IsLog(JsonNode message) => (string?)message["method"] == "notifications/message";

    private static async Task<List<JsonNode>> LegacyAsync(InputDoor door, string? session) =>
        await MessagesAsync(await Answer.ReadAsync(await door.Proxy.Http.SendAsync(McpMessages.LegacyRequest("tools/call", """{"name":"log"}""", session: session))));

    private static async Task<List<JsonNode>> MessagesAsync(Answer answer)
    {
        var text = await answer.Response.Content.ReadAsStringAsync();
        return [.. (answer.MediaType == "text/event-stream" ? text.Split('\n').Where(l => l.StartsWith("data: {", StringComparison.Ordinal)).Select(l => l[6..]) : [text]).Select(l => JsonNode.Parse(l)!)];
    }
}
