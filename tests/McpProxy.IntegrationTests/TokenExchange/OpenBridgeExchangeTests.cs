using System.Net;

namespace McpProxy.IntegrationTests.TokenExchange;

/// <summary>A partner's OpenBridge token, traded through both doors.</summary>
public sealed class OpenBridgeExchangeTests
{
    private const string Refresh = "/openbridge/auth/api/ref";
    private const string Token = "/openbridge/service/amzadv/token/{id}";

    [Fact]
    public async Task FirstCall_BothDoors_SendsWhatTheTokenWasTradedFor()
    {
        await using var proxy = await PartnerProxy.OpenBridgeAsync();

        using var response = await proxy.SendAsync();
        Assert.Equal(HttpStatusCode.OK, response.StatusCode);
        var http = Headers(proxy);
        await proxy.CallAsync();
        var mcp = Headers(proxy);

        Assert.StartsWith("Bearer Atza|", http[0], StringComparison.Ordinal);
        Assert.Equal("amzn1.application-oa2-client.xyz", http[1]);
        Assert.Equal(("identity-1", "na"), (http[2], http[3]));
        Assert.Equal(proxy.Simulator.OpenBridge.AccountOf(PartnerProxy.Token).Identities[0].ProfileIds[0].ToString(), http[4]);
        Assert.Equal(http, mcp);
        Assert.DoesNotContain(proxy.Simulator.Requests.Snapshot("/echo"), r => r.Contains(PartnerProxy.Token));
        Assert.Equal((1, 1), (proxy.Simulator.Calls.Of(Refresh), proxy.Simulator.Calls.Of(Token)));
    }

    [Fact]
    public async Task FiftyFirstCallsAtOnce_ThroughBothDoors_MakeOneExchange()
    {
        await using var proxy = await PartnerProxy.OpenBridgeAsync();
        var hold = proxy.Simulator.Faults.Hold("/openbridge");

        var http = Enumerable.Range(0, 25).Select(_ => proxy.SendAsync()).ToList();
        var mcp = Enumerable.Range(0, 25).Select(_ => proxy.CallAsync()).ToList();
        hold.Dispose();
        await Task.WhenAll([.. http, .. mcp]);

        Assert.Equal((1, 1), (proxy.Simulator.Calls.Of(Refresh), proxy.Simulator.Calls.Of(Token)));
        Assert.Equal(50, proxy.Simulator.Requests.Snapshot("/echo").Count);
        foreach (var call in http)
        {
            using var response = await call;
            Assert.Equal(HttpStatusCode.OK, response.StatusCode);
        }
    }

    [Fact]
    public async Task CallerLeaves_WhileItsExchangeRuns_OthersGetTheirs()
    {
        await using var proxy = await PartnerProxy.OpenBridgeAsync();
        var hold = proxy.Simulator.Faults.Hold("/openbridge");
        using var leaving = new CancellationTokenSource();
        using var request = new HttpRequestMessage(HttpMethod.Get, "/echo/x");
        request.Headers.TryAddWithoutValidation("Authorization", $"Bearer {PartnerProxy.Token}");

        var first = proxy.Host.Http.SendAsync(request, leaving.Token);
        var second = proxy.SendAsync();
        await leaving.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => first);
        hold.Dispose();
        using var response = await second;

        Assert.Equal(HttpStatusCode.OK, response.StatusCode);
        Assert.Equal(1, proxy.Simulator.Calls.Of(Refresh));
    }

    [Theory]
    [InlineData(null)]
    [InlineData("a:b")]
    [InlineData("eyJhbGciOiJIUzI1NiJ9.eyJzdWIiOiIxIn0.c2lnbmF0dXJl")]
    public async Task Credential_OfNoPartner_IsAskedForOnBothDoors(string? token)
    {
        await using var proxy = await PartnerProxy.OpenBridgeAsync(asksCallers: false);

        using var response = await proxy.SendAsync(token: null, With(token));
        var error = await proxy.FailCallAsync(token: null, With(token));

        Assert.Equal(HttpStatusCode.Unauthorized, response.StatusCode);
        Assert.StartsWith("Bearer", response.Headers.WwwAuthenticate.ToString(), StringComparison.Ordinal);
        Assert.Equal(("auth_required", "credential_missing"), (error.GetProperty("kind").GetString(), error.GetProperty("code").GetString()));
        Assert.Contains("key:secret", error.GetProperty("hint").GetString(), StringComparison.Ordinal);
        Assert.Empty(proxy.Simulator.Requests.Snapshot());
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Header_CarriesTheToken_IsTradedAndTakenOffOnBothDoors(bool asksCallers)
    {
        await using var proxy = await PartnerProxy.OpenBridgeAsync(asksCallers: asksCallers);

        using var response = await proxy.SendAsync(token: null, With(PartnerProxy.Token));
        await proxy.CallAsync(token: null, With(PartnerProxy.Token));

        Assert.Equal(HttpStatusCode.OK, response.StatusCode);
        var requests = proxy.Simulator.Requests.Snapshot("/echo");
        Assert.Equal(2, requests.Count);
        Assert.All(requests, r => Assert.StartsWith("Bearer Atza|", r.Header("Authorization"), StringComparison.Ordinal));
        Assert.DoesNotContain(requests, r => r.Contains(PartnerProxy.Token) || r.Header("X-Openbridge-Token") is not null);
        Assert.Equal(1, proxy.Simulator.Calls.Of(Refresh));
    }

    /// <summary>A caller is let in for a credential that is yet to be proved; a good one beside it proves nothing of that.</summary>
    [Fact]
    public async Task CredentialOfAnotherForm_BesideAGoodOne_IsNotPassedOver()
    {
        await using var proxy = await PartnerProxy.StartAsync(simulator => $$"""
            {
              "Preset": "openbridge",
              "Subject": { "Headers": [ "X-Second" ] },
              "Servers": { "auth": "{{simulator}}openbridge", "identities": "{{simulator}}openbridge", "service": "{{simulator}}openbridge" }
            }
            """);

        var error = await proxy.FailAsync("a-token-without-a-colon-in-it", r => r.Headers.Add("X-Second", PartnerProxy.Token));

        Assert.Equal("credential_missing", error.GetProperty("code").GetString());
    }

    [Fact]
    public async Task Credential_Refused_IsNotTriedAgainForAWhile()
    {
        await using var proxy = await PartnerProxy.OpenBridgeAsync();
        proxy.Simulator.OpenBridge.Settings.Update(s => s with { RefusedTokens = ["*"] });

        var first = await proxy.FailAsync();
        var second = await proxy.FailCallAsync();

        Assert.Equal(("auth_required", "exchange_refused"), (first.GetProperty("kind").GetString(), first.GetProperty("code").GetString()));
        Assert.Equal("exchange_refused", second.GetProperty("code").GetString());
        Assert.Equal(1, proxy.Simulator.Calls.Of(Refresh));

        proxy.Simulator.OpenBridge.Settings.Reset();
        proxy.Time.Advance(TimeSpan.FromSeconds(31));
        using var response = await proxy.SendAsync();
        Assert.Equal(HttpStatusCode.OK, response.StatusCode);
    }

    [Fact]
    public async Task TokenServerDown_CachedTokensWork_OthersFailUntilItIsBack()
    {
        await using var proxy = await PartnerProxy.OpenBridgeAsync();
        using var warm = await proxy.SendAsync();
        proxy.Simulator.Faults.Set("/openbridge", "status=503");
        const string Other = "other:secret-token-0123456789";

        using var cached = await proxy.SendAsync();
        var error = await proxy.FailCallAsync(Other);
        proxy.Time.Advance(TimeSpan.FromMinutes(52)); // within the five minutes before the end: renewal fails, the token works
        using var late = await proxy.SendAsync();
        await PartnerProxy.WhenAsync(() => proxy.Log.Entries.Count(e => e.Contains("did not succeed", StringComparison.Ordinal)) == 3); // the list and the token were to be renewed
        proxy.Time.Advance(TimeSpan.FromMinutes(10));
        var ended = await proxy.FailAsync();
        proxy.Simulator.Faults.Clear();
        proxy.Time.Advance(TimeSpan.FromSeconds(1)); // until then nobody waits for a server that was down
        using var back = await proxy.SendAsync();
        using var other = await proxy.SendAsync(Other);

        Assert.Equal((HttpStatusCode.OK, HttpStatusCode.OK), (cached.StatusCode, late.StatusCode));
        Assert.Equal(("upstream_unreachable", true), (error.GetProperty("kind").GetString(), error.GetProperty("retryable").GetBoolean()));
        Assert.Equal(("upstream_unreachable", true), (ended.GetProperty("kind").GetString(), ended.GetProperty("retryable").GetBoolean()));
        Assert.Equal((HttpStatusCode.OK, HttpStatusCode.OK), (back.StatusCode, other.StatusCode));
    }

    [Fact]
    public async Task UpstreamRefusesACachedToken_NextCallHasANewOne()
    {
        await using var proxy = await PartnerProxy.OpenBridgeAsync();
        using var warm = await proxy.SendAsync();
        var before = proxy.Upstream("Authorization");
        proxy.Simulator.Faults.Set("/echo", "status=401,times=1");

        using var refused = await proxy.SendAsync();
        using var next = await proxy.SendAsync();

        Assert.Equal((HttpStatusCode.Unauthorized, HttpStatusCode.OK), (refused.StatusCode, next.StatusCode));
        Assert.NotEqual(before, proxy.Upstream("Authorization"));
        Assert.Equal(2, proxy.Simulator.Calls.Of(Token));
    }

    [Fact]
    public async Task UpstreamRefusesEverything_ExchangesStayFew()
    {
        await using var proxy = await PartnerProxy.OpenBridgeAsync();
        proxy.Simulator.Faults.Set("/echo", "status=401");

        for (var i = 0; i < 20; i++)
        {
            using var _ = await proxy.SendAsync();
        }

        Assert.Equal(2, proxy.Simulator.Calls.Of(Token));
    }

    [Fact]
    public async Task Logs_OfEverythingThatFailed_HoldNoToken()
    {
        await using var proxy = await PartnerProxy.OpenBridgeAsync();
        proxy.Simulator.Faults.Set("/openbridge", "status=503");
        await proxy.FailAsync();
        proxy.Simulator.Faults.Clear();
        proxy.Simulator.OpenBridge.Settings.Update(s => s with { RefusedTokens = ["*"] });
        await proxy.FailAsync();

        Assert.Contains(proxy.Log.Entries, e => e.Contains("TOKENS ARE NOT VERIFIED", StringComparison.Ordinal));
        Assert.Contains(proxy.Log.Entries, e => e.Contains("8cd54ddb", StringComparison.Ordinal));
        Assert.DoesNotContain(proxy.Log.Entries, e => e.Contains("secret-token", StringComparison.Ordinal) || e.Contains("8cd54ddb1", StringComparison.Ordinal));
    }

    private static Action<HttpRequestMessage> With(string? token) => request =>
    {
        if (token is not null)
        {
            request.Headers.Add("X-Openbridge-Token", token);
        }
    };

    private static string?[] Headers(PartnerProxy proxy) =>
    [
        proxy.Upstream("Authorization"), proxy.Upstream("Amazon-Advertising-API-ClientId"),
        proxy.Upstream("Seen-Identity"), proxy.Upstream("Seen-Region"), proxy.Upstream("Seen-Profile"),
    ];
}
