using System.Text.Json;
using McpProxy.Testing.Mcp;

namespace McpProxy.IntegrationTests.Context;

/// <summary>The arguments that are added to tools whose routes use the context.</summary>
public sealed class ContextArgumentsTests
{
    [Theory]
    [InlineData("Direct")]
    [InlineData("Sdk")]
    public async Task List_ContextArgumentsOn_AreThoseThatTheToolHasNotItself(string engine)
    {
        await using var gateway = await RegionalGateway.StartAsync(mcp: $"\"ContextArguments\": true, \"Engine\": \"{engine}\",");

        var tools = await ListAsync(gateway);

        Assert.Equal(["context", "identity_id", "marketplace", "path", "profile", "region"], tools["echo"]); // "profile" says what "profile_id" would
        Assert.Equal(["context", "identity_id", "profile_id", "region", "text"], tools["post"]);
        Assert.Equal(["context", "identity_id", "profile_id", "region"], tools["who"]);
        Assert.Empty(tools["plain"]);
    }

    [Fact]
    public async Task List_ContextArgumentsOff_AreNone()
    {
        await using var gateway = await RegionalGateway.StartAsync();

        var tools = await ListAsync(gateway);

        Assert.Equal(["region", "text"], tools["post"]);
        Assert.Empty(tools["who"]);
    }

    [Fact]
    public async Task Call_AddedArguments_SayTheContextAndStayOutOfTheBody()
    {
        await using var gateway = await RegionalGateway.StartAsync(mcp: "\"ContextArguments\": true,");

        var result = await gateway.Proxy.CallAsync("post", """{"text":"hi","region":"mine","identity_id":"identity-eu","profile_id":"7"}""");

        var echo = gateway.ReadResult(result);
        Assert.Equal(("identity-eu", "7", "eu"), (echo.Headers["X-Identity"], echo.Headers["X-Profile"], echo.Region));
        Assert.Equal("""{"region":"mine","text":"hi"}""", JsonElement.Parse(result.GetProperty("content")[0].GetProperty("text").GetString()!).GetProperty("body").GetString());
    }

    private static async Task<Dictionary<string, string[]>> ListAsync(RegionalGateway gateway)
    {
        using var response = await gateway.Proxy.Http.SendAsync(McpMessages.ModernRequest("tools/list"), TestContext.Current.CancellationToken);
        var message = JsonElement.Parse(await response.Content.ReadAsStringAsync(TestContext.Current.CancellationToken));
        return message.GetProperty("result").GetProperty("tools").EnumerateArray().ToDictionary(
            t => t.GetProperty("name").GetString()!,
            t => t.GetProperty("inputSchema").GetProperty("properties").EnumerateObject().Select(p => p.Name).Order(StringComparer.Ordinal).ToArray());
    }
}
