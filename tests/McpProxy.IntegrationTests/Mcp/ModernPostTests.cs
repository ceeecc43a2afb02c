using System.Net;
using McpProxy.Testing.Mcp;

namespace McpProxy.IntegrationTests.Mcp;

public sealed class ModernPostTests
{
    [Fact]
    public async Task Call_KnownTool_AnswersJson()
    {
        await using var server = await McpServerFixture.StartAsync();

        var answer = await Answer.ReadAsync(await server.Client.SendAsync(McpMessages.ModernCall("echo", """{"message":"hi"}""")));

        Assert.Equal(HttpStatusCode.OK, answer.Status);
        Assert.Equal("""{"jsonrpc":"2.0","id":1,"result":{"resultType":"complete","content":[{"type":"text","text":"{\"message\":\"hi\"}"}],"_meta":{"io.modelcontextprotocol/serverInfo":{"name":"test-server","title":"Test server","version":"1.2.3","websiteUrl":"https://example.com/"}}}}""", answer.Body!.ToJsonString(Compact));
    }

    private static System.Text.Json.JsonSerializerOptions Compact { get; } = new() { Encoder = System.Text.Encodings.Web.JavaScriptEncoder.UnsafeRelaxedJsonEscaping };
}
