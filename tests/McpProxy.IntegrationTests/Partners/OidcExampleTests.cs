using System.Net;
using System.Text.Json.Nodes;
using AdsSimulator.Issuer;
using McpProxy.Testing.Mcp;

namespace McpProxy.IntegrationTests.Partners;

/// <summary><c>config/examples/oidc.json</c>: tokens of an identity provider on both doors.</summary>
public sealed class OidcExampleTests : IAsyncLifetime
{
    private const string Resource = "https://mcp.example.com/mcp";
    private const string Metadata = "/.well-known/oauth-protected-resource";

    private ExampleGateway _gateway = null!;

    public async ValueTask InitializeAsync() => _gateway = await ExampleGateway.StartAsync("oidc");

    public ValueTask DisposeAsync() => _gateway.DisposeAsync();

    [Fact]
    public async Task Call_GoodToken_TellsTheUpstreamTheUserOnBothDoors()
    {
        await _gateway.GetAsync(Token("alice", "orders.read"), "/orders");
        var overHttp = _gateway.Upstream("/echo/orders", "X-User");
        await _gateway.CallToolAsync(Token("bob", "orders.read"), "list_orders");
        var overMcp = _gateway.Upstream("/echo/orders", "X-User");

        Assert.Equal(("alice", "bob"), (overHttp, overMcp));
        Assert.All(_gateway.Simulator.Requests.Snapshot("/echo"), r => Assert.Null(r.Header("Authorization")));
    }

    [Fact]
    public async Task Call_WithoutAToken_IsSentToTheMetadataWhichNameTheProvider()
    {
        using var overHttp = await _gateway.SendAsync(Caller.Nobody, "/orders");
        using var overMcp = await _gateway.PostAsync(Caller.Nobody, McpMessages.ModernCall("list_orders"));
        var metadata = await _gateway.GetAsync(Caller.Nobody, Metadata + "/mcp");

        Assert.Equal((HttpStatusCode.Unauthorized, HttpStatusCode.Unauthorized), (overHttp.StatusCode, overMcp.StatusCode));
        Assert.Contains($"resource_metadata=\"https://mcp.example.com{Metadata}/mcp\"", overMcp.Headers.WwwAuthenticate.ToString(), StringComparison.Ordinal);
        Assert.Equal((Resource, _gateway.Simulator.Issuer.Name), (metadata.GetProperty("resource").GetString(), metadata.GetProperty("authorization_servers")[0].GetString()));
        Assert.Contains("orders.read", metadata.GetProperty("scopes_supported").EnumerateArray().Select(s => s.GetString()));
    }

    /// <summary>Each of them is a token that looks right and is not.</summary>
    [Theory]
    [InlineData("""{"aud":"https://other.example.com/mcp"}""", "RS256")]
    [InlineData("""{"iss":"https://login.evil.example/"}""", "RS256")]
    [InlineData("""{"exp":1}""", "RS256")]
    [InlineData("""{"org":null}""", "RS256")]
    [InlineData("{}", "none")]
    [InlineData("{}", "HS256")]
    [InlineData("{}", "tampered")]
    public async Task Call_TokenThatIsNotGood_Is401OnBothDoors(string claims, string alg)
    {
        var all = Claims("alice", "orders.read");
        foreach (var (name, value) in JsonNode.Parse(claims)!.AsObject())
        {
            all[name] = value?.DeepClone();
        }

        var options = alg == "tampered" ? new MintOptions { Tamper = true } : new MintOptions { Alg = alg };
        var caller = Caller.Bearer(_gateway.Simulator.Issuer.Mint(all, options));

        using var overHttp = await _gateway.SendAsync(caller, "/orders");
        using var overMcp = await _gateway.PostAsync(caller, McpMessages.ModernCall("list_orders"));

        Assert.Equal((HttpStatusCode.Unauthorized, HttpStatusCode.Unauthorized), (overHttp.StatusCode, overMcp.StatusCode));
        Assert.Contains("invalid_token", overHttp.Headers.WwwAuthenticate.ToString(), StringComparison.Ordinal);
        Assert.Empty(_gateway.Simulator.Requests.Snapshot("/echo"));
    }

    [Fact]
    public async Task Call_ScopeMissing_Is403AndTheToolIsNotListed()
    {
        var reader = Token("alice", "orders.read");
        var writer = Token("alice", "orders.read orders.write");

        using var overHttp = await _gateway.SendAsync(reader, "/orders", HttpMethod.Post, "{}");
        using var overMcp = await _gateway.PostAsync(reader, McpMessages.ModernCall("create_order", """{"sku":"a","count":1}"""));
        await _gateway.CallToolAsync(writer, "create_order", """{"sku":"a","count":1}""");

        Assert.Equal((HttpStatusCode.Forbidden, HttpStatusCode.Forbidden), (overHttp.StatusCode, overMcp.StatusCode));
        Assert.All((HttpResponseMessage[])[overHttp, overMcp], r => Assert.Contains("insufficient_scope", r.Headers.WwwAuthenticate.ToString(), StringComparison.Ordinal));
        Assert.Equal(["list_orders"], await _gateway.ListToolsAsync(reader));
        Assert.Equal(["create_order", "list_orders"], (await _gateway.ListToolsAsync(writer)).Order());
    }

    [Fact]
    public async Task Keys_RotatedWithoutTheOld_AreFetchedAndOldTokensEnd()
    {
        var old = Token("alice", "orders.read");
        await _gateway.GetAsync(old, "/orders");
        _gateway.Simulator.Issuer.RotateKeys(keepOld: false);
        _gateway.Time.Advance(TimeSpan.FromMinutes(6)); // A token that was accepted is remembered for five.

        await _gateway.GetAsync(Token("alice", "orders.read"), "/orders");
        using var refused = await _gateway.SendAsync(old, "/orders");

        Assert.Equal(HttpStatusCode.Unauthorized, refused.StatusCode);
    }

    private static JsonObject Claims(string user, string scope) => new() { ["sub"] = user, ["aud"] = Resource, ["scope"] = scope, ["org"] = "acme" };

    private Caller Token(string user, string scope)
    {
        var token = _gateway.Simulator.Issuer.Mint(Claims(user, scope));
        _gateway.Watch.AddSecret($"{user}'s token", token);
        return Caller.Bearer(token);
    }
}
