using System.Net;
using McpProxy.State;
using McpProxy.Testing;

namespace McpProxy.IntegrationTests.TokenExchange;

/// <summary>A caller's refresh token at Login with Amazon: refreshed once, rotated, shared among replicas.</summary>
public sealed class RefreshTests
{
    private const string Endpoint = "/lwa/auth/o2/token";

    [Fact]
    public async Task TokenThatHasExpired_HundredCalls_RefreshOnce()
    {
        await using var proxy = await StartAsync();
        var token = proxy.Simulator.Lwa.RefreshTokenOf("alice");
        using var warm = await proxy.SendAsync(token);
        proxy.Time.Advance(TimeSpan.FromMinutes(61));
        var hold = proxy.Simulator.Faults.Hold("/lwa");

        var calls = Enumerable.Range(0, 50).SelectMany<int, Task>(_ => [proxy.SendAsync(token), proxy.CallAsync(token)]).ToList();
        hold.Dispose();
        await Task.WhenAll(calls);

        Assert.Equal(HttpStatusCode.OK, warm.StatusCode);
        Assert.Equal(2, proxy.Simulator.Calls.Of(Endpoint));
        Assert.Equal(101, proxy.Simulator.Requests.Snapshot("/echo").Count(r => r.Header("Authorization")!.StartsWith("Bearer Atza|", StringComparison.Ordinal)));
    }

    [Fact]
    public async Task TokenAboutToExpire_IsRenewedBesideTheCalls()
    {
        await using var proxy = await StartAsync();
        var token = proxy.Simulator.Lwa.RefreshTokenOf("alice");
        using var warm = await proxy.SendAsync(token);
        var before = proxy.Upstream("Authorization");
        proxy.Time.Advance(TimeSpan.FromMinutes(56));

        using var during = await proxy.SendAsync(token);
        Assert.Equal(before, proxy.Upstream("Authorization"));
        do
        {
            proxy.Time.Advance(TimeSpan.FromMilliseconds(50));
            using var later = await proxy.SendAsync(token);
        }
        while (proxy.Upstream("Authorization") == before);

        Assert.Equal(2, proxy.Simulator.Calls.Of(Endpoint));
    }

    [Fact]
    public async Task RefreshRefused_SaysSoAndDoesNotLoop()
    {
        await using var proxy = await StartAsync();
        var token = proxy.Simulator.Lwa.RefreshTokenOf("alice");
        using var warm = await proxy.SendAsync(token);
        proxy.Time.Advance(TimeSpan.FromMinutes(61));
        proxy.Simulator.Lwa.Settings.Update(s => s with { RefuseRefresh = true });

        for (var i = 0; i < 10; i++)
        {
            var error = await proxy.FailCallAsync(token);
            Assert.StartsWith("Token refresh failed: step 'refresh' of 'partner' was refused with status 400 (invalid_grant).", error.GetProperty("message").GetString(), StringComparison.Ordinal);
            Assert.Equal("auth_required", error.GetProperty("kind").GetString());
        }

        Assert.Equal(2, proxy.Simulator.Calls.Of(Endpoint));
    }

    [Fact]
    public async Task RefreshTokenThatRotates_IsKeptForTheNextTime()
    {
        await using var proxy = await StartAsync();
        proxy.Simulator.Lwa.Settings.Update(s => s with { RotateRefreshTokens = true });
        var token = proxy.Simulator.Lwa.RefreshTokenOf("alice");

        for (var i = 0; i < 3; i++)
        {
            using var response = await proxy.SendAsync(token);
            Assert.Equal(HttpStatusCode.OK, response.StatusCode);
            proxy.Time.Advance(TimeSpan.FromMinutes(61));
        }

        Assert.Equal((1, 3), (proxy.Simulator.Calls.Of(Endpoint, token), proxy.Simulator.Calls.Of(Endpoint)));
    }

    [Fact]
    public async Task RefreshTokenThatRotated_OnAnotherReplica_IsUsedByThisOne()
    {
        var clock = new TestTimeProvider();
        var store = new RecordingStore(clock);
        await using var one = await StartAsync(store);
        one.Simulator.Lwa.Settings.Update(s => s with { RotateRefreshTokens = true });
        var token = one.Simulator.Lwa.RefreshTokenOf("alice");
        using var first = await one.SendAsync(token);
        await using var two = await StartAsync(store, one);

        using var second = await two.SendAsync(token);
        one.Time.Advance(TimeSpan.FromMinutes(61));
        using var third = await one.SendAsync(token);

        Assert.Equal((HttpStatusCode.OK, HttpStatusCode.OK, HttpStatusCode.OK), (first.StatusCode, second.StatusCode, third.StatusCode));
        Assert.Equal((1, 3), (one.Simulator.Calls.Of(Endpoint, token), one.Simulator.Calls.Of(Endpoint)));
        Assert.Equal(3, store.Written.Count);
        Assert.DoesNotContain(store.Written, w => w.Contains("Atz", StringComparison.Ordinal));
    }

    /// <summary>The caller got a new token by itself, or the kept one was revoked: what the caller sends gets its chance.</summary>
    [Fact]
    public async Task RefreshTokenThatWasKept_AndDoesNotWorkAnyMore_GivesWayToTheCallers()
    {
        await using var proxy = await StartAsync();
        proxy.Simulator.Lwa.Settings.Update(s => s with { RotateRefreshTokens = true, RotationGraceSeconds = 100_000 });
        var token = proxy.Simulator.Lwa.RefreshTokenOf("alice");
        using var first = await proxy.SendAsync(token);
        proxy.Simulator.Lwa.Revoke("alice");
        proxy.Time.Advance(TimeSpan.FromMinutes(61));

        var error = await proxy.FailAsync(token);

        Assert.Equal("exchange_refused", error.GetProperty("code").GetString());
        Assert.Equal((2, 3), (proxy.Simulator.Calls.Of(Endpoint, token), proxy.Simulator.Calls.Of(Endpoint)));
    }

    /// <summary>The proxy's own secret, or a firewall before the server, says nothing of the token: it is the only one there is.</summary>
    [Theory]
    [InlineData(400)]
    [InlineData(401)]
    [InlineData(403)]
    public async Task RefreshTokenThatWasKept_AndIsNotWhatWasRefused_IsKept(int status)
    {
        await using var proxy = await StartAsync();
        proxy.Simulator.Lwa.Settings.Update(s => s with { RotateRefreshTokens = true });
        var token = proxy.Simulator.Lwa.RefreshTokenOf("alice");
        using var first = await proxy.SendAsync(token);
        proxy.Time.Advance(TimeSpan.FromMinutes(61));
        proxy.Simulator.Faults.Set("/lwa", $"status={status}");
        var error = await proxy.FailAsync(token);
        proxy.Simulator.Faults.Remove("/lwa");
        proxy.Time.Advance(TimeSpan.FromMinutes(5));

        using var second = await proxy.SendAsync(token);

        Assert.Equal("exchange_refused", error.GetProperty("code").GetString());
        Assert.Equal(HttpStatusCode.OK, second.StatusCode);
        Assert.Equal(1, proxy.Simulator.Calls.Of(Endpoint, token));
    }

    /// <summary>A new state key is put first, and the old one stays behind it until nothing is sealed with it.</summary>
    [Fact]
    public async Task RefreshTokenThatWasKept_SurvivesANewStateKey()
    {
        var store = new RecordingStore(new TestTimeProvider());
        await using var one = await StartAsync(store);
        one.Simulator.Lwa.Settings.Update(s => s with { RotateRefreshTokens = true });
        var token = one.Simulator.Lwa.RefreshTokenOf("alice");
        using var first = await one.SendAsync(token);
        await using var two = await StartAsync(store, one, hasNewStateKey: true);

        using var second = await two.SendAsync(token);

        Assert.Equal((HttpStatusCode.OK, HttpStatusCode.OK), (first.StatusCode, second.StatusCode));
        Assert.Equal((1, 2), (one.Simulator.Calls.Of(Endpoint, token), one.Simulator.Calls.Of(Endpoint)));
    }

    [Fact]
    public async Task Region_DecidesAboutTheServer()
    {
        await using var proxy = await StartAsync();
        var token = proxy.Simulator.Lwa.RefreshTokenOf("alice");

        using var na = await proxy.SendAsync(token);
        using var eu = await proxy.SendAsync(token, r => r.Headers.Add("X-McpProxy-Region", "eu"));

        Assert.Equal((HttpStatusCode.OK, HttpStatusCode.OK), (na.StatusCode, eu.StatusCode));
        Assert.Equal(["/lwa/auth/o2/token", "/eu/lwa/auth/o2/token"], proxy.Simulator.Requests.Snapshot().Select(r => r.Path).Where(p => p.EndsWith("token", StringComparison.Ordinal)));
    }

    /// <summary>A token of one region is of no use in another, and nobody's business there.</summary>
    [Fact]
    public async Task Region_WithoutAServer_IsAnErrorUnlessTheOperatorWantsTheDefault()
    {
        await using var strict = await StartAsync();
        await using var lenient = await StartAsync(replica: strict, unknownRegion: """, "UnknownRegion": "Default" """);
        var token = strict.Simulator.Lwa.RefreshTokenOf("alice");

        var error = await strict.FailAsync(token, r => r.Headers.Add("X-McpProxy-Region", "mars"));
        var sent = strict.Simulator.Calls.Of(Endpoint);
        using var named = await strict.SendAsync(token, r => r.Headers.Add("X-McpProxy-Region", "NA"));
        using var unknown = await lenient.SendAsync(token, r => r.Headers.Add("X-McpProxy-Region", "mars"));

        Assert.Equal(("unknown_region", "Regions are: eu, fe, na."), (error.GetProperty("code").GetString(), error.GetProperty("hint").GetString()));
        Assert.Equal((0, HttpStatusCode.OK, HttpStatusCode.OK), (sent, named.StatusCode, unknown.StatusCode));
    }

    [Fact]
    public async Task Results_ThatReplicasShare_AreObtainedOnceAndKeptSealed()
    {
        var clock = new TestTimeProvider();
        var store = new RecordingStore(clock);
        const string Shared = """, "Cache": { "Distributed": true }""";
        await using var one = await StartAsync(store, more: Shared);
        var token = one.Simulator.Lwa.RefreshTokenOf("alice");
        using var first = await one.SendAsync(token);
        var sent = one.Upstream("Authorization");
        await using var two = await StartAsync(store, one, Shared);
        await using var other = await StartAsync(store, one, """, "Cache": { "Distributed": true, "MaxEntries": 99 }""");

        using var second = await two.SendAsync(token);
        Assert.Equal(sent, two.Upstream("Authorization"));
        Assert.Equal(1, one.Simulator.Calls.Of(Endpoint));
        using var third = await other.SendAsync(token); // Other options, other results.

        Assert.Equal(2, one.Simulator.Calls.Of(Endpoint));
        Assert.NotEmpty(store.Written);
        Assert.DoesNotContain(store.Written, w => w.Contains("Atz", StringComparison.Ordinal) || w.Contains("alice", StringComparison.Ordinal));
    }

    private static Task<PartnerProxy> StartAsync(IStateStore? store = null, PartnerProxy? replica = null, string more = "", bool hasNewStateKey = false, string unknownRegion = "") => PartnerProxy.StartAsync(
        simulator => $$"""
        {
          "Preset": "amazon-lwa-refresh",
          "Servers": { "lwa": { "Url": "{{simulator}}lwa", "Regions": { "eu": "{{simulator}}eu/lwa", "fe": "{{simulator}}fe/lwa" } {{unknownRegion}} } },
          "Values": { "client_id": "amzn1.application-oa2-client.simulator" },
          "Secrets": { "client_secret": "env:{{PartnerProxy.SecretVariable}}" }
          {{more}}
        }
        """,
        store: store,
        replica: replica,
        hasNewStateKey: hasNewStateKey);
}
