using System.Net;
using McpProxy.Testing.Mcp;

namespace McpProxy.IntegrationTests.Partners;

/// <summary><c>config/examples/trusted-proxy.json</c>: a gateway in front says who calls, and signs it.</summary>
public sealed class TrustedProxyExampleTests : IAsyncLifetime
{
    private ExampleGateway _gateway = null!;

    public async ValueTask InitializeAsync() => _gateway = await ExampleGateway.StartAsync("trusted-proxy");

    public ValueTask DisposeAsync() => _gateway.DisposeAsync();

    [Fact]
    public async Task Call_Signed_TellsTheUpstreamTheUserOnBothDoors()
    {
        await _gateway.GetAsync(Signed("alice", "GET", "/orders?status=open"), "/orders?status=open");
        var overHttp = _gateway.Upstream("/echo/orders", "X-User");
        await _gateway.CallToolAsync(Signed("bob", "POST", "/mcp"), "list_orders");
        var overMcp = _gateway.Upstream("/echo/orders", "X-User");

        Assert.Equal(("alice", "bob"), (overHttp, overMcp));
        Assert.All(_gateway.Simulator.Requests.Snapshot("/echo"), r => Assert.DoesNotContain(r.Headers, h => h.Key.StartsWith("X-MCP-", StringComparison.OrdinalIgnoreCase)));
    }

    [Fact]
    public async Task Call_SignedForAnotherTarget_IsRefusedOnBothDoors()
    {
        using var overHttp = await _gateway.SendAsync(Signed("alice", "GET", "/orders?status=open"), "/orders?status=closed");
        using var overMcp = await _gateway.PostAsync(Signed("alice", "GET", "/mcp"), McpMessages.ModernCall("list_orders"));

        Assert.Equal((HttpStatusCode.Unauthorized, HttpStatusCode.Unauthorized), (overHttp.StatusCode, overMcp.StatusCode));
    }

    [Fact]
    public async Task Call_SignedTooLongAgo_IsRefused()
    {
        var signed = Signed("alice", "GET", "/orders");
        await _gateway.GetAsync(signed, "/orders");
        _gateway.Time.Advance(TimeSpan.FromMinutes(6));

        using var later = await _gateway.SendAsync(signed, "/orders");

        Assert.Equal(HttpStatusCode.Unauthorized, later.StatusCode);
    }

    private Caller Signed(string user, string method, string target) =>
        Caller.Signed(ExampleFiles.Variable("MCPPROXY_GATEWAY_SECRET"), _gateway.Time.GetUtcNow(), user, "acme", method, target);
}
