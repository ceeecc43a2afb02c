using System.Text.Json.Nodes;
using McpProxy.Testing.Mcp;

namespace McpProxy.IntegrationTests.Mcp.Input;

/// <summary>Upstreams that render a prompt or hold a resource may ask as well.</summary>
public sealed class OtherMethodTests
{
    private const string Form = """{"elicitation":{}}""";

    public static TheoryData<string, string> Methods { get; } = new MatrixTheoryData<string, string>(["Direct", "Sdk"], ["prompts/get", "resources/read"]);

    [Theory]
    [MemberData(nameof(Methods))]
    public async Task Modern_IsAskedAndAnswered(string engine, string method)
    {
        await using var door = await InputDoor.StartAsync(engine);

        var asked = await door.SendAsync(method, Params(method), Name(method), Form);
        Assert.Equal("input_required", (string?)asked.Result!["resultType"]);
        var done = await door.SendAsync(method, $$""" {{Params(method)}},"requestState":"{{InputDoor.State(asked)}}","inputResponses":{"name":{"action":"accept","content":{"name":"Ada"} } } """, Name(method), Form);

        Assert.Equal("complete", (string?)done.Result!["resultType"]);
        Assert.Equal("Ada", Text(method, done.Result));
    }

    [Theory]
    [MemberData(nameof(Methods))]
    public async Task Modern_CannotBeAsked_IsToldTheCapability(string engine, string method)
    {
        await using var door = await InputDoor.StartAsync(engine);

        Assert.Equal(-32021, (await door.SendAsync(method, Params(method), Name(method), "{}")).Code);
    }

    [Theory]
    [MemberData(nameof(Methods))]
    public async Task Legacy_IsAskedAndAnswered(string engine, string method)
    {
        await using var door = await InputDoor.StartAsync(engine);
        var session = await door.InitializeAsync(Form);

        using var stream = await EventReader.OpenAsync(door.Proxy.Http, McpMessages.LegacyRequest(method, "{" + Params(method) + "}", session: session));
        await door.RespondAsync(session, await InputDoor.NextAsync(stream), """ "result":{"action":"accept","content":{"name":"Ada"}} """);

        Assert.Equal("Ada", Text(method, (await InputDoor.NextAsync(stream))["result"]!));
    }

    [Theory]
    [MemberData(nameof(Methods))]
    public async Task Legacy_CannotBeAsked_IsAnErrorThatNamesTheCapability(string engine, string method)
    {
        await using var door = await InputDoor.StartAsync(engine);

        var answer = await Answer.ReadAsync(await door.Proxy.Http.SendAsync(McpMessages.LegacyRequest(method, "{" + Params(method) + "}", session: await door.InitializeAsync("{}"))));

        Assert.Equal(-32603, answer.Code);
        Assert.Contains("elicitation", (string?)answer.Body!["error"]!["message"], StringComparison.Ordinal);
    }

    private static string Params(string method) => method == "prompts/get" ? "\"name\":\"asking\"" : "\"uri\":\"test://asking\"";

    private static string Name(string method) => method == "prompts/get" ? "asking" : "test://asking";

    private static string? Text(string method, JsonNode result) =>
        (string?)(method == "prompts/get" ? result["messages"]![0]!["content"]!["text"] : result["contents"]![0]!["text"]);
}
