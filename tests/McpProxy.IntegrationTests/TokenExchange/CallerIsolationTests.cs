using System.Net;
using McpProxy.IntegrationTests.Partners;

namespace McpProxy.IntegrationTests.TokenExchange;

/// <summary>What was obtained for a caller and its credential is neither another caller's nor for another credential.</summary>
public sealed class CallerIsolationTests
{
    private const string Seen = "Amazon-Advertising-API-ClientId";

    private static readonly string _edge = $$"""
        "edge": { "Kind": "TrustedProxy", "Secret": "env:{{PartnerProxy.KeyVariable}}", "TenantHeader": "X-MCP-Tenant" }
        """;

    /// <summary>The exchange leaves the names of its caller, so that whatever was kept for another shows whose it is.</summary>
    [Fact]
    public async Task SameCredential_OfAnotherTenantOrUser_IsTradedForEach()
    {
        await using var proxy = await PartnerProxy.StartAsync(
            simulator => $$"""
            {
              "Preset": "openbridge",
              "Servers": { "auth": "{{simulator}}openbridge", "identities": "{{simulator}}openbridge", "service": "{{simulator}}openbridge" },
              "Items": { "client_id": "{tenant}/{principal}" }
            }
            """,
            schemes: _edge);
        (string Tenant, string User)[] callers = [("acme", "alice"), ("globex", "alice"), ("acme", "bob")];

        foreach (var (tenant, user) in callers.Concat(callers))
        {
            using var response = await proxy.SendAsync(token: null, As(proxy, tenant, user, "GET", "/echo/x", ("X-Openbridge-Token", PartnerProxy.Token)));
            Assert.Equal($"{tenant}/{user}", proxy.Upstream(Seen));
            await proxy.CallAsync(token: null, As(proxy, tenant, user, "POST", "/mcp", ("X-Openbridge-Token", PartnerProxy.Token)));
            Assert.Equal($"{tenant}/{user}", proxy.Upstream(Seen));
        }

        Assert.Equal(callers.Length, proxy.Simulator.Calls.Of("/openbridge/auth/api/ref"));
        Assert.Equal(callers.Length, proxy.Simulator.Calls.Of("/openbridge/service/amzadv/token/{id}"));
        Assert.Equal(4 * callers.Length, proxy.Simulator.Requests.Snapshot("/echo").Count);
    }

    /// <summary>One user, who acts for two accounts in turn.</summary>
    [Fact]
    public async Task SameCaller_WithAnotherCredential_GetsNothingOfTheFirst()
    {
        await using var proxy = await StartRefreshAsync();
        string[] credentials = [proxy.Simulator.Lwa.RefreshTokenOf("one-account"), proxy.Simulator.Lwa.RefreshTokenOf("other-account")];
        var seen = new List<string?>();

        foreach (var credential in credentials.Concat(credentials))
        {
            using var response = await proxy.SendAsync(token: null, As(proxy, "acme", "alice", "GET", "/echo/x", ("X-Token", credential)));
            seen.Add(proxy.Upstream("Authorization"));
            await proxy.CallAsync(token: null, As(proxy, "acme", "alice", "POST", "/mcp", ("X-Token", credential)));
            seen.Add(proxy.Upstream("Authorization"));
        }

        Assert.All(seen, s => Assert.StartsWith("Bearer Atza|", s, StringComparison.Ordinal));
        Assert.NotEqual(seen[0], seen[2]);
        Assert.Equal([seen[0], seen[0], seen[2], seen[2], seen[0], seen[0], seen[2], seen[2]], seen);
        Assert.All(credentials, c => Assert.Equal(1, proxy.Simulator.Calls.Of("/lwa/auth/o2/token", c)));
    }

    /// <summary>The first tenant's use of a token that works once used it up. What came in its place is not the second tenant's.</summary>
    [Fact]
    public async Task SameCredential_ThatRotatedForOneTenant_IsOfNoUseToAnother()
    {
        await using var proxy = await StartRefreshAsync();
        proxy.Simulator.Lwa.Settings.Update(s => s with { RotateRefreshTokens = true });
        var credential = ("X-Token", proxy.Simulator.Lwa.RefreshTokenOf("one-account"));

        using var own = await proxy.SendAsync(token: null, As(proxy, "acme", "alice", "GET", "/echo/x", credential));
        var overHttp = await proxy.FailAsync(token: null, As(proxy, "globex", "alice", "GET", "/echo/x", credential));
        var overMcp = await proxy.FailCallAsync(token: null, As(proxy, "globex", "alice", "POST", "/mcp", credential));
        proxy.Time.Advance(TimeSpan.FromMinutes(61));
        using var later = await proxy.SendAsync(token: null, As(proxy, "acme", "alice", "GET", "/echo/x", credential));

        Assert.Equal((HttpStatusCode.OK, HttpStatusCode.OK), (own.StatusCode, later.StatusCode));
        Assert.Equal(("exchange_refused", "exchange_refused"), (overHttp.GetProperty("code").GetString(), overMcp.GetProperty("code").GetString()));
        Assert.Equal(2, proxy.Simulator.Requests.Snapshot("/echo").Count);
    }

    private static Task<PartnerProxy> StartRefreshAsync() => PartnerProxy.StartAsync(
        simulator => $$"""
        {
          "Preset": "refresh-token",
          "Subject": { "Headers": [ "X-Token" ] },
          "Servers": { "idp": "{{simulator}}lwa/auth/o2/token" },
          "Values": { "client_id": "amzn1.application-oa2-client.simulator" },
          "Secrets": { "client_secret": "env:{{PartnerProxy.SecretVariable}}" }
        }
        """,
        schemes: _edge);

    private static Action<HttpRequestMessage> As(PartnerProxy proxy, string tenant, string user, string method, string target, params (string Name, string Value)[] headers) =>
        Caller.Signed(Environment.GetEnvironmentVariable(PartnerProxy.KeyVariable)!, proxy.Time.GetUtcNow(), user, tenant, method, target).With(headers).Apply;
}
