using System.Net;
using System.Text.Json.Nodes;
using McpProxy.Configuration;
using McpProxy.State;
using McpProxy.Testing.Mcp;
using Microsoft.Extensions.DependencyInjection;

namespace McpProxy.IntegrationTests.Mcp;

/// <summary>One session through two replicas that share a state store, as behind a load balancer without affinity.</summary>
public sealed class ReplicaTests : IAsyncDisposable
{
    private const string Slow = """{"name":"slow","_meta":{"progressToken":"t"}}""";

    private readonly MemoryStateStore _state = new(TimeProvider.System, () => long.MaxValue);
    private McpServerFixture _a = null!;
    private McpServerFixture _b = null!;

    [Theory]
    [InlineData(McpEngine.Direct)]
    [InlineData(McpEngine.Sdk)]
    public async Task Call_OnAnotherReplica_IsServedInTheRevisionThatWasAgreed(McpEngine engine)
    {
        await StartAsync(engine);
        var session = await InitializeAsync("2025-06-18");

        var list = await Answer.ReadAsync(await _b.Client.SendAsync(McpMessages.LegacyRequest("tools/list", session: session)));
        var call = await Answer.ReadAsync(await _b.Client.SendAsync(McpMessages.LegacyRequest("tools/call", """{"name":"echo","arguments":{"message":"hi"}}""", session: session)));

        Assert.True(list.Result!["tools"]![2]!.AsObject().ContainsKey("outputSchema"));
        Assert.False(list.Result["tools"]![2]!.AsObject().ContainsKey("icons"));
        Assert.Equal("""{"message":"hi"}""", (string)call.Result!["content"]![0]!["text"]!);
    }

    [Fact]
    public async Task Get_OnAnotherReplica_TellsOfChanges()
    {
        await StartAsync();
        using var stream = await EventReader.OpenAsync(_b.Client, McpMessages.Get(await InitializeAsync()));

        _b.Publish(SomeMcp.WithTools(1));

        Assert.Equal("""{"jsonrpc":"2.0","method":"notifications/tools/list_changed"}""", await stream.NextAsync());
    }

    [Fact]
    public async Task Get_OpenedOnAnotherReplica_TakesOver()
    {
        await StartAsync();
        var session = await InitializeAsync();
        using var first = await EventReader.OpenAsync(_a.Client, McpMessages.Get(session));

        using var second = await EventReader.OpenAsync(_b.Client, McpMessages.Get(session));

        Assert.Null(await first.NextAsync());
    }

    [Theory]
    [InlineData(McpEngine.Direct)]
    [InlineData(McpEngine.Sdk)]
    public async Task Get_ConnectionToOneBroke_GoesOnByTheOther(McpEngine engine)
    {
        await StartAsync(engine);
        var call = new SteppedCall(_a);
        var session = await InitializeAsync();
        string id;
        using (var post = await EventReader.OpenAsync(_a.Client, McpMessages.LegacyRequest("tools/call", Slow, session: session)))
        {
            Assert.NotNull(await post.NextAsync());
            id = post.LastId!;
        }

        await call.StepAsync(2);
        using var get = await EventReader.OpenAsync(_b.Client, McpMessages.Get(session).With("Last-Event-ID", id));
        Assert.Equal(2, (int)JsonNode.Parse((await get.NextAsync())!)!["params"]!["progress"]!);
        await call.StepAsync(3);
        Assert.Equal(3, (int)JsonNode.Parse((await get.NextAsync())!)!["params"]!["progress"]!);
        call.End();
        Assert.NotNull(JsonNode.Parse((await get.NextAsync())!)!["result"]);
        Assert.Null(await get.NextAsync());
    }

    [Fact]
    public async Task Cancelled_SentToAnotherReplica_CancelsTheCall()
    {
        await StartAsync();
        var call = new SteppedCall(_a);
        var session = await InitializeAsync();
        using var post = await EventReader.OpenAsync(_a.Client, McpMessages.LegacyRequest("tools/call", Slow, session: session));
        await post.NextAsync();

        var answer = await _b.Client.SendAsync(McpMessages.LegacyNotification("notifications/cancelled", """{"requestId":1}""", session));

        Assert.Equal(HttpStatusCode.Accepted, answer.StatusCode);
        await call.Cancelled;
        Assert.Null(await post.NextAsync());
    }

    [Fact]
    public async Task Delete_OnAnotherReplica_EndsStreamsAndCalls()
    {
        await StartAsync();
        var call = new SteppedCall(_a);
        var session = await InitializeAsync();
        using var stream = await EventReader.OpenAsync(_a.Client, McpMessages.Get(session));
        using var post = await EventReader.OpenAsync(_a.Client, McpMessages.LegacyRequest("tools/call", Slow, session: session));
        await post.NextAsync();

        using var delete = new HttpRequestMessage(HttpMethod.Delete, "/mcp").With("Mcp-Session-Id", session);
        Assert.Equal(HttpStatusCode.NoContent, (await _b.Client.SendAsync(delete)).StatusCode);

        await call.Cancelled;
        Assert.Null(await stream.NextAsync());
        Assert.Equal(HttpStatusCode.NotFound, (await _a.Client.SendAsync(McpMessages.LegacyRequest("ping", session: session))).StatusCode);
    }

    [Fact]
    public async Task Stop_OneReplica_LeavesItsSessionsToTheOther()
    {
        await StartAsync();
        var session = await InitializeAsync();

        await _a.StopAsync();

        Assert.Equal(HttpStatusCode.OK, (await _b.Client.SendAsync(McpMessages.LegacyRequest("ping", session: session))).StatusCode);
    }

    public async ValueTask DisposeAsync()
    {
        await _a.DisposeAsync();
        await _b.DisposeAsync();
    }

    private async Task StartAsync(McpEngine engine = McpEngine.Direct)
    {
        _a = await StartOneAsync(engine);
        _b = await StartOneAsync(engine);
    }

    private Task<McpServerFixture> StartOneAsync(McpEngine engine) =>
        McpServerFixture.StartAsync(SomeMcp.Config with { Engine = engine }, configure: services => services.AddSingleton<IStateStore>(_state));

    private async Task<string> InitializeAsync(string version = "2025-11-25") =>
        (await _a.Client.SendAsync(McpMessages.Initialize(version))).Headers.GetValues("Mcp-Session-Id").Single();
}
