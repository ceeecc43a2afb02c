using McpProxy.Configuration;
using McpProxy.Testing.Mcp;
using static McpProxy.IntegrationTests.Mcp.ModernDoor;

namespace McpProxy.IntegrationTests.Mcp.Prompts;

/// <summary>Changed prompts as clients hear of them, and prompts in a corridor that a test controls.</summary>
public sealed class PromptChangeTests
{
    [Theory]
    [InlineData(McpEngine.Direct)]
    [InlineData(McpEngine.Sdk)]
    public async Task Listen_PromptsChange_Notifies(McpEngine engine)
    {
        await using var server = await McpServerFixture.StartAsync(Config(engine, "one"));
        using var stream = await EventReader.OpenAsync(server.Client, McpMessages.ModernRequest("subscriptions/listen", """ "notifications":{"promptsListChanged":true,"resourcesListChanged":true} """, id: "7"));
        AssertJson("""
            {"jsonrpc":"2.0","method":"notifications/subscriptions/acknowledged","params":{"notifications":{"promptsListChanged":true},"_meta":{"io.modelcontextprotocol/subscriptionId":7}}}
            """, await NextAsync(stream));

        server.Publish(Config(engine, "two"), CatalogLists.Tools | CatalogLists.Prompts);

        AssertJson("""{"jsonrpc":"2.0","method":"notifications/prompts/list_changed","params":{"_meta":{"io.modelcontextprotocol/subscriptionId":7}}}""", await NextAsync(stream));
    }

    [Fact]
    public async Task Get_CallerLeaves_EndsEveryRead()
    {
        await using var server = await McpServerFixture.StartAsync(Config(McpEngine.Direct, "one"));
        var started = new SemaphoreSlim(0);
        var ended = new SemaphoreSlim(0);
        server.Invoker.On("one", async (_, cancelled) =>
        {
            started.Release();
            try
            {
                await Task.Delay(Timeout.Infinite, cancelled);
            }
            finally
            {
                ended.Release();
            }

            throw new InvalidOperationException("Nobody cancelled.");
        });
        using var leaving = new CancellationTokenSource();
        var request = server.Client.SendAsync(McpMessages.ModernRequest("prompts/get", "\"name\":\"one\"", "one"), leaving.Token);
        for (var i = 0; i < 4; i++)
        {
            Assert.True(await started.WaitAsync(TimeSpan.FromSeconds(30)));
        }

        await leaving.CancelAsync();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => request);
        for (var i = 0; i < 4; i++)
        {
            Assert.True(await ended.WaitAsync(TimeSpan.FromSeconds(30)));
        }

        Assert.Equal(4, server.Invoker.Calls.Count); // The fifth read had to wait for its turn, which never came.
    }

    private static async Task<System.Text.Json.Nodes.JsonNode> NextAsync(EventReader stream) => System.Text.Json.Nodes.JsonNode.Parse((await stream.NextAsync())!)!;

    private static McpConfig Config(McpEngine engine, string prompt) => SomeMcp.Config with
    {
        Engine = engine,
        Prompts = new Dictionary<string, PromptConfig>
        {
            [prompt] = new()
            {
                Messages = [.. Enumerable.Range(0, 5).Select(i => new PromptMessageConfig
                {
                    Resource = new PromptResourceConfig { Uri = $"any://{i}", Route = "any", Request = $"GET /pieces/{i}" },
                })],
            },
        },
    };
}
