using System.Net;

namespace McpProxy.IntegrationTests.Partners;

/// <summary><c>config/examples/api-keys.json</c>: tenants, and tools that only some callers see.</summary>
public sealed class ApiKeyExampleTests : IAsyncLifetime
{
    private static readonly Caller _agent = Caller.Key(ExampleFiles.Keys["acme-agent"]);
    private static readonly Caller _operator = Caller.Bearer(ExampleFiles.Keys["acme-operator"]);
    private static readonly Caller _other = Caller.Key(ExampleFiles.Keys["globex-agent"]);

    private ExampleGateway _gateway = null!;

    public async ValueTask InitializeAsync() => _gateway = await ExampleGateway.StartAsync("api-keys");

    public ValueTask DisposeAsync() => _gateway.DisposeAsync();

    [Fact]
    public async Task Call_KnownCaller_SendsItsAccountAndNothingOfItsKey()
    {
        await _gateway.GetAsync(_agent.With(("X-Account", "somebody-else")), "/orders/1");
        var overHttp = _gateway.Upstream("/echo/orders/1", "X-Account");
        await _gateway.CallToolAsync(_other, "get_order", """{"id":"1"}""");
        var overMcp = _gateway.Upstream("/echo/orders/1", "X-Account");

        Assert.Equal(("acme-42", "globex-7"), (overHttp, overMcp));
        Assert.All(_gateway.Simulator.Requests.Snapshot("/echo"), r => Assert.Null(r.Header("X-API-Key")));
    }

    [Fact]
    public async Task Call_WithoutAKey_IsRefusedOnBothDoors()
    {
        using var overHttp = await _gateway.SendAsync(Caller.Nobody, "/orders/1");
        using var overMcp = await _gateway.PostAsync(Caller.Nobody, Testing.Mcp.McpMessages.ModernCall("get_order", """{"id":"1"}"""));
        using var wrong = await _gateway.SendAsync(Caller.Key("not-a-key-of-anybody"), "/orders/1");

        Assert.All((HttpResponseMessage[])[overHttp, overMcp, wrong], r => Assert.Equal(HttpStatusCode.Unauthorized, r.StatusCode));
        Assert.Empty(_gateway.Simulator.Requests.Snapshot("/echo"));
    }

    [Fact]
    public async Task Write_OnlyWithTheScope_OnBothDoors()
    {
        using var refused = await _gateway.SendAsync(_agent, "/orders/1", HttpMethod.Delete);
        using var hidden = await _gateway.PostAsync(_agent, Testing.Mcp.McpMessages.ModernCall("cancel_order", """{"id":"1"}"""));
        await _gateway.GetAsync(_operator, "/orders/1", HttpMethod.Delete);
        await _gateway.CallToolAsync(_operator, "cancel_order", """{"id":"1"}""");

        Assert.Equal(HttpStatusCode.Forbidden, refused.StatusCode);
        Assert.False(hidden.IsSuccessStatusCode);
        Assert.Equal(2, _gateway.Simulator.Requests.Snapshot("/echo").Count(r => r.Method == "DELETE"));
    }

    [Fact]
    public async Task Tools_List_HoldsWhatTheCallerMayCall()
    {
        Assert.Equal(["get_order", "list_orders"], (await _gateway.ListToolsAsync(_agent)).Order());
        Assert.Equal(["cancel_order", "get_order", "list_orders"], (await _gateway.ListToolsAsync(_operator)).Order());
        Assert.Equal(["get_order", "list_orders"], (await _gateway.ListToolsAsync(_operator, "/mcp/reporting")).Order());
    }

    [Fact]
    public async Task Toolset_WithAPolicy_IsClosedToOthers()
    {
        using var refused = await _gateway.PostAsync(_agent, Testing.Mcp.McpMessages.ModernRequest("tools/list", path: "/mcp/operations"));

        Assert.Equal(HttpStatusCode.Forbidden, refused.StatusCode);
        Assert.Equal(3, (await _gateway.ListToolsAsync(_operator, "/mcp/operations")).Length);
    }
}
