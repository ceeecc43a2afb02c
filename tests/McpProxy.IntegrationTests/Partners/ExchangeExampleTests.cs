using System.Net;
using System.Text.Json.Nodes;
using AdsSimulator;
using McpProxy.Testing.Mcp;

namespace McpProxy.IntegrationTests.Partners;

/// <summary>The examples that trade one credential for another: each through both doors, with one exchange for both.</summary>
public sealed class ExchangeExampleTests
{
    private const string TokenEndpoint = "/issuer/token";

    [Fact]
    public async Task ClientCredentials_BothDoors_ShareOneToken()
    {
        await using var gateway = await ExampleGateway.StartAsync("client-credentials");

        await gateway.GetAsync(Caller.Nobody, "/orders");
        var overHttp = gateway.Upstream("/echo/orders", "Authorization");
        await gateway.CallToolAsync(Caller.Nobody, "list_orders");
        var overMcp = gateway.Upstream("/echo/orders", "Authorization");

        Assert.StartsWith("Bearer ey", overHttp, StringComparison.Ordinal);
        Assert.Equal(overHttp, overMcp);
        Assert.Equal(1, gateway.Simulator.Calls.Of(TokenEndpoint));
    }

    [Fact]
    public async Task ClientCredentials_Refused_IsToldWithoutTheSecret()
    {
        await using var gateway = await ExampleGateway.StartAsync("client-credentials");
        gateway.Simulator.Issuer.Settings.Update(s => s with { RefuseGrants = true });

        var overHttp = await gateway.FailAsync(Caller.Nobody, "/orders");
        var overMcp = await gateway.FailToolAsync(Caller.Nobody, "list_orders");

        Assert.Equal("exchange_refused", overHttp.GetProperty("code").GetString());
        Assert.Equal("exchange_refused", overMcp.GetProperty("code").GetString());
    }

    [Fact]
    public async Task PostForJwt_BothDoors_SendTheJwtAndItsUser()
    {
        await using var gateway = await ExampleGateway.StartAsync("post-for-jwt");
        var partner = Partner();

        await gateway.GetAsync(partner, "/orders");
        var overHttp = gateway.Upstream("/echo/orders", "X-User");
        await gateway.CallToolAsync(partner, "list_orders");
        var overMcp = gateway.Upstream("/echo/orders", "X-User");

        Assert.Equal(("acme", "acme"), (overHttp, overMcp));
        Assert.Equal(1, gateway.Simulator.Calls.Of(TokenEndpoint));
    }

    /// <summary>The key set has a key of the right name, which did not sign. That the right one was used before must not help.</summary>
    [Fact]
    public async Task PostForJwt_SignatureOfAnotherIssuersKey_IsRefusedOnBothDoors()
    {
        await using var other = await SimulatorApp.StartAsync();
        await using var right = await ExampleGateway.StartAsync("post-for-jwt");
        await right.GetAsync(Partner(), "/orders");
        await using var gateway = await ExampleGateway.StartAsync("post-for-jwt", layer: $$"""
            { "McpProxy": { "TokenExchange": { "orders": { "Servers": { "auth": "{{right.Simulator.Issuer.Name}}", "keys": "{{other.Issuer.KeySetAddress}}" } } } } }
            """);
        var partner = Partner();

        var overHttp = await gateway.FailAsync(partner, "/orders");
        var overMcp = await gateway.FailToolAsync(partner, "list_orders");

        Assert.Equal(("token_not_accepted", "token_not_accepted"), (overHttp.GetProperty("code").GetString(), overMcp.GetProperty("code").GetString()));
        Assert.Empty(gateway.Simulator.Requests.Snapshot("/echo"));
    }

    [Fact]
    public async Task PostForJwt_KeyServerDown_IsRetryableAndRecovers()
    {
        await using var gateway = await ExampleGateway.StartAsync("post-for-jwt");
        var partner = Partner();
        gateway.Simulator.Faults.Set("/issuer/.well-known/jwks.json", "status=503");

        var error = await gateway.FailAsync(partner, "/orders");
        gateway.Simulator.Faults.Clear();
        gateway.Time.Advance(TimeSpan.FromMinutes(1));
        await gateway.CallToolAsync(partner, "list_orders");

        Assert.Equal(("upstream_unreachable", true), (error.GetProperty("kind").GetString(), error.GetProperty("retryable").GetBoolean()));
    }

    [Fact]
    public async Task PostForJwt_CallerThatIsNoPartner_IsAskedForAKey()
    {
        await using var gateway = await ExampleGateway.StartAsync("post-for-jwt");

        using var nobody = await gateway.SendAsync(Caller.Nobody, "/orders");
        using var other = await gateway.SendAsync(Caller.Bearer("pk_of-another-kind-of-service"), "/orders");

        Assert.Equal((HttpStatusCode.Unauthorized, HttpStatusCode.Unauthorized), (nobody.StatusCode, other.StatusCode));
        Assert.Equal(0, gateway.Simulator.Calls.Of(TokenEndpoint));
    }

    [Fact]
    public async Task Rfc8693_BothDoors_TradeTheCallersTokenForOneOfTheUpstream()
    {
        await using var gateway = await ExampleGateway.StartAsync("token-exchange-rfc8693");
        var alice = gateway.Simulator.Issuer.Mint(new JsonObject { ["sub"] = "alice", ["aud"] = "https://mcp.example.com/mcp" });
        var bob = gateway.Simulator.Issuer.Mint(new JsonObject { ["sub"] = "bob", ["aud"] = "https://mcp.example.com/mcp" });

        await gateway.GetAsync(Caller.Bearer(alice), "/orders");
        var overHttp = gateway.Upstream("/echo/orders", "Authorization")!;
        await gateway.CallToolAsync(Caller.Bearer(alice), "list_orders");
        var overMcp = gateway.Upstream("/echo/orders", "Authorization")!;
        await gateway.CallToolAsync(Caller.Bearer(bob), "list_orders");
        var ofBob = gateway.Upstream("/echo/orders", "Authorization")!;

        Assert.Equal(overHttp, overMcp);
        Assert.Equal(("alice", "https://orders.internal.example/"), (Claim(overHttp, "sub"), Claim(overHttp, "aud")));
        Assert.Equal("bob", Claim(ofBob, "sub"));
        Assert.Equal(2, gateway.Simulator.Calls.Of(TokenEndpoint));
    }

    [Fact]
    public async Task Rfc8693_TokenOfAnotherIssuer_IsRefusedBeforeTheUpstreamIsCalled()
    {
        await using var other = await SimulatorApp.StartAsync();
        await using var gateway = await ExampleGateway.StartAsync("token-exchange-rfc8693");
        var foreign = Caller.Bearer(other.Issuer.Mint(new JsonObject { ["sub"] = "alice", ["aud"] = "https://mcp.example.com/mcp" }));

        using var overHttp = await gateway.SendAsync(foreign, "/orders");
        using var overMcp = await gateway.PostAsync(foreign, McpMessages.ModernRequest("tools/list"));

        Assert.Equal((HttpStatusCode.Unauthorized, HttpStatusCode.Unauthorized), (overHttp.StatusCode, overMcp.StatusCode));
        Assert.Equal(0, gateway.Simulator.Calls.Of(TokenEndpoint));
        Assert.Empty(gateway.Simulator.Requests.Snapshot("/echo"));
    }

    private static Caller Partner() => Caller.Bearer("sk_acme_" + ExampleFiles.NewSecret("partner").Replace('-', '0'));

    private static string Claim(string authorization, string name) =>
        (string)JsonNode.Parse(Microsoft.AspNetCore.WebUtilities.WebEncoders.Base64UrlDecode(authorization.Split('.')[1]))![name]!;
}
