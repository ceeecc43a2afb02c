using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using McpProxy.Configuration;
using McpProxy.Testing.Mcp;
using ModelContextProtocol.Protocol;

namespace McpProxy.IntegrationTests.Mcp;

/// <summary>The direct path against the SDK's server: whatever is asked, both must answer the same.</summary>
public sealed class EngineParityTests
{
    private static readonly string[] Seeds =
    [
        """{"jsonrpc":"2.0","id":1,"method":"tools/call","params":{"name":"echo","arguments":{"a":[1,2,{"b":"\u00e9\n"}]},"_meta":{"io.modelcontextprotocol/protocolVersion":"2026-07-28","io.modelcontextprotocol/clientCapabilities":{}}}}""",
        """{"jsonrpc":"2.0","id":"a","method":"tools/list","params":{"cursor":"","_meta":{"io.modelcontextprotocol/protocolVersion":"2026-07-28","io.modelcontextprotocol/clientCapabilities":{"x":1}}}}""",
        """{"jsonrpc":"2.0","id":2,"method":"server/discover","params":{"_meta":{"io.modelcontextprotocol/protocolVersion":"2026-07-28","io.modelcontextprotocol/clientCapabilities":{},"io.modelcontextprotocol/clientInfo":{"name":"c","version":"1"}}}}""",
        """{"jsonrpc":"2.0","id":3,"method":"initialize","params":{"protocolVersion":"2025-11-25","capabilities":{},"clientInfo":{"name":"c","version":"1"}}}""",
        """{"jsonrpc":"2.0","id":4,"method":"tools/call","params":{"name":"slow","arguments":null,"_meta":{"progressToken":5}}}""",
        """{"jsonrpc":"2.0","id":5,"method":"ping"}""",
        """{"jsonrpc":"2.0","id":6,"method":"prompts/get","params":{"name":"greet","arguments":{"who":"\u00e9\n","how":"{who}"}}}""",
        """{"jsonrpc":"2.0","id":7,"method":"prompts/get","params":{"name":"greet","arguments":{"who":"x"},"_meta":{"io.modelcontextprotocol/protocolVersion":"2026-07-28","io.modelcontextprotocol/clientCapabilities":{}}}}""",
        """{"jsonrpc":"2.0","id":8,"method":"prompts/list","params":{"_meta":{"io.modelcontextprotocol/protocolVersion":"2026-07-28","io.modelcontextprotocol/clientCapabilities":{}}}}""",
        """{"jsonrpc":"2.0","id":9,"method":"completion/complete","params":{"ref":{"type":"ref/prompt","name":"greet"},"argument":{"name":"how","value":"L"},"context":{"arguments":{"who":"x"}}}}""",
    ];

    [Fact]
    public async Task Post_MutatedBodies_BothEnginesAnswerTheSameAndNeverFailInside()
    {
        await using var direct = await McpServerFixture.StartAsync(Config(McpEngine.Direct));
        await using var sdk = await McpServerFixture.StartAsync(Config(McpEngine.Sdk));
        var random = new Random(20260728);
        var rounds = int.TryParse(Environment.GetEnvironmentVariable("MCPPROXY_FUZZ_ROUNDS"), out var more) ? more : 3_000;
        for (var i = 0; i < rounds; i++)
        {
            var body = Mutation.Of(Encoding.UTF8.GetBytes(Seeds[random.Next(Seeds.Length)]), random);
            var expected = await SendAsync(direct, body);
            var actual = await SendAsync(sdk, body);

            var text = Encoding.UTF8.GetString(body);
            Assert.True(expected.Status == actual.Status && JsonNode.DeepEquals(expected.Body, actual.Body), $"{text}\n{expected.Status} {expected.Body?.ToJsonString()}\n{actual.Status} {actual.Body?.ToJsonString()}");
            Assert.True(expected.Body is null ? (int)expected.Status == 202 : expected.Result is not null || expected.Code is not null, text);
            Assert.NotEqual(-32603, expected.Code);
        }

        Assert.Empty(direct.Log.Entries);
        Assert.Empty(sdk.Log.Entries);
    }

    /// <summary>JSON can write it, and text cannot be it: who reads such a name stumbles.</summary>
    [Theory]
    [InlineData("""{"name":"echo","arguments":{"\ud800":1}}""")]
    [InlineData("""{"name":"echo","arguments":{"a":{"b":[{"\udc00":1}]}}}""")]
    [InlineData("""{"name":"echo","arguments":{"a":"\ud800","a":"\ud800"}}""")]
    [InlineData("""{"name":"echo","arguments":{"\ud800":1,"\ud800":2}}""")]
    [InlineData("""{"name":"echo","arguments":"\ud800"}""")]
    [InlineData("""{"name":"echo","other":{"\ud800":1}}""")]
    [InlineData("""{"name":"echo","\ud800":1}""")]
    [InlineData("""{"name":"echo","_meta":{"\ud800":1,"progressToken":1}}""")]
    [InlineData("""{"name":"echo","_meta":{"progressToken":"\ud800"}}""")]
    [InlineData("""{"name":"\ud800"}""")]
    public async Task Post_HalfASurrogatePair_BothEnginesAnswerTheSame(string parameters)
    {
        await using var direct = await McpServerFixture.StartAsync(Config(McpEngine.Direct));
        await using var sdk = await McpServerFixture.StartAsync(Config(McpEngine.Sdk));
        var body = Encoding.UTF8.GetBytes($$"""{"jsonrpc":"2.0","id":1,"method":"tools/call","params":{{parameters}}}""");

        var expected = await SendAsync(direct, body);
        var actual = await SendAsync(sdk, body);

        Assert.Equal((expected.Status, expected.Body!.ToJsonString()), (actual.Status, actual.Body!.ToJsonString()));
        Assert.NotEqual(-32603, expected.Code);
        Assert.Empty(sdk.Log.Entries);
    }

    private static McpConfig Config(McpEngine engine) => SomeMcp.Config with
    {
        Engine = engine,
        Prompts = new Dictionary<string, PromptConfig>
        {
            ["greet"] = new()
            {
                Title = "Greet",
                Arguments = new Dictionary<string, PromptArgumentConfig>
                {
                    ["who"] = new() { Required = true },
                    ["how"] = new() { Complete = new CompletionConfig { Values = ["loudly", "softly"] } },
                },
                Messages = [new PromptMessageConfig { Text = "Greet {who} {how}." }],
            },
        },
    };

    /// <summary>Sends a body with the headers that fit it, where it can still be told.</summary>
    private static async Task<Answer> SendAsync(McpServerFixture server, byte[] body)
    {
        var request = McpMessages.Post("{}");
        request.Content = new ByteArrayContent(body);
        request.Content.Headers.ContentType = new("application/json");
        if (Encoding.UTF8.GetString(body).Contains("2026-07-28", StringComparison.Ordinal))
        {
            request.With("MCP-Protocol-Version", McpMessages.Modern);
            Describe(request, body);
        }

        return await Answer.ReadAsync(await server.Client.SendAsync(request));
    }

    private static void Describe(HttpRequestMessage request, byte[] body)
    {
        try
        {
            var message = JsonNode.Parse(body)!;
            var method = (string?)message["method"] ?? "";
            request.With("Mcp-Method", method.All(c => c is >= ' ' and <= '~') ? method : null).With("Mcp-Name", McpHeaderEncoder.EncodeValue((string?)message["params"]?["name"]));
        }
        catch (Exception exception) when (exception is JsonException or InvalidOperationException or ArgumentException or FormatException or NullReferenceException)
        {
            // Too broken to describe; then the headers are missing.
        }
    }
}
