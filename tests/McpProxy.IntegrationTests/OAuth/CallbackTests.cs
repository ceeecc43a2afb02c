using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using McpProxy.Credentials;
using McpProxy.State;
using McpProxy.Testing;
using Microsoft.AspNetCore.WebUtilities;
using Microsoft.Extensions.DependencyInjection;

namespace McpProxy.IntegrationTests.OAuth;

/// <summary>From the start of a flow to its callback.</summary>
public sealed class CallbackTests : IAsyncLifetime
{
    private readonly TestTimeProvider _time = new();
    private OAuthGateway _sut = null!;

    public async ValueTask InitializeAsync() => _sut = await OAuthGateway.StartAsync(_time);

    public async ValueTask DisposeAsync() => await _sut.DisposeAsync();

    [Fact]
    public async Task Start_SendsTheBrowserToTheProviderWithStateAndProofKey()
    {
        using var answer = await _sut.GetAsync("/auth/start/strava", "alice");

        Assert.Equal(HttpStatusCode.Redirect, answer.StatusCode);
        var url = answer.Headers.Location!;
        var query = QueryHelpers.ParseQuery(url.Query);
        Assert.StartsWith($"{_sut.Simulator.BaseAddress}strava/oauth/authorize?", url.AbsoluteUri);
        Assert.Equal(
            ("code", "12345", "http://127.0.0.1:9/auth/callback/strava", "read,activity:read", "S256"),
            ((string)query["response_type"]!, (string)query["client_id"]!, (string)query["redirect_uri"]!, (string)query["scope"]!, (string)query["code_challenge_method"]!));
        Assert.Matches("^[A-Za-z0-9_-]{43}\\.[0-9a-f]{64}$", (string)query["state"]!);
        Assert.Equal(43, ((string)query["code_challenge"]!).Length);
        Assert.Equal("no-store", answer.Headers.CacheControl!.ToString());
    }

    [Fact]
    public async Task Start_WantsJson_GetsTheUrlAndItsTime()
    {
        using var answer = await _sut.GetAsync("/auth/start/amazon", "alice", "application/json");

        var json = await answer.Content.ReadFromJsonAsync<JsonElement>();
        Assert.Equal(600, json.GetProperty("expires_in").GetInt32());
        Assert.Contains("scope=cpc_advertising%3Acampaign_management", json.GetProperty("authorization_url").GetString());
    }

    [Theory]
    [InlineData("/auth/start/strava")]
    [InlineData("/auth/callback/strava?state=x&code=y")]
    public async Task Endpoint_UnderAForeignHostName_Is403(string path)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, path);
        request.Headers.Host = "evil.example.com";

        using var answer = await _sut.Proxy.Http.SendAsync(request);

        Assert.Equal(HttpStatusCode.Forbidden, answer.StatusCode);
        Assert.Equal("host_not_allowed", (await answer.Content.ReadFromJsonAsync<JsonElement>()).GetProperty("code").GetString());
    }

    [Fact]
    public async Task Start_NobodyInParticular_Is401()
    {
        using var answer = await _sut.GetAsync("/auth/start/strava");

        Assert.Equal((HttpStatusCode.Unauthorized, "Bearer"), (answer.StatusCode, answer.Headers.WwwAuthenticate.ToString()));
        Assert.Equal("caller_required", (await answer.Content.ReadFromJsonAsync<JsonElement>()).GetProperty("code").GetString());
    }

    /// <summary>Nobody can be made to end a flow that began in somebody else's browser.</summary>
    [Fact]
    public async Task Callback_OfAFlowThatBeganInABrowser_WorksInThatBrowserAlone()
    {
        var (cookie, callback) = await AgreeInBrowserAsync();

        using var nowhere = await BrowseAsync(callback, null);
        using var other = await BrowseAsync(callback, $"mcpproxy-auth={new string('A', 43)}");
        using var own = await BrowseAsync(callback, cookie.Split(';')[0]);

        Assert.Matches("^mcpproxy-auth=[A-Za-z0-9_-]{43}; max-age=600; path=/; samesite=lax; httponly$", cookie);
        Assert.Equal((HttpStatusCode.Forbidden, HttpStatusCode.Forbidden, HttpStatusCode.OK), (nowhere.StatusCode, other.StatusCode, own.StatusCode));
        Assert.Contains(_sut.Log.Entries, e => e.Contains("Browser mismatch", StringComparison.Ordinal));
        Assert.DoesNotContain(_sut.Log.Entries, e => e.Contains(cookie.Split('=', ';')[1], StringComparison.Ordinal));
    }

    [Fact]
    public async Task Start_TwiceInABrowser_KeepsItsCookieForBothFlows()
    {
        var (cookie, first) = await AgreeInBrowserAsync();
        var (again, second) = await AgreeInBrowserAsync(cookie.Split(';')[0]);

        using var one = await BrowseAsync(first, again.Split(';')[0]);
        using var two = await BrowseAsync(second, again.Split(';')[0]);

        Assert.Equal(cookie, again);
        Assert.Equal((HttpStatusCode.OK, HttpStatusCode.Forbidden), (one.StatusCode, two.StatusCode)); // The first ends all flows of the caller.
    }

    private async Task<(string Cookie, string Callback)> AgreeInBrowserAsync(string? cookie = null)
    {
        using var start = await BrowseAsync("/auth/start/strava", cookie, "alice");
        using var agreed = await _sut.Proxy.Http.GetAsync(start.Headers.Location);
        return (start.Headers.GetValues("Set-Cookie").Single(), agreed.Headers.Location!.PathAndQuery);
    }

    /// <summary>A navigation, under the host that the redirect URI names.</summary>
    private Task<HttpResponseMessage> BrowseAsync(string path, string? cookie, string? user = null)
    {
        var request = new HttpRequestMessage(HttpMethod.Get, path) { Headers = { Host = "127.0.0.1:9" } };
        request.Headers.TryAddWithoutValidation("Accept", "text/html,application/xhtml+xml,*/*;q=0.8");
        if (cookie is not null)
        {
            request.Headers.TryAddWithoutValidation("Cookie", cookie);
        }

        if (user is not null)
        {
            request.Headers.TryAddWithoutValidation("X-User", user);
        }

        return _sut.Proxy.Http.SendAsync(request);
    }

    [Theory]
    [InlineData("strava", "/auth/callback/strava?")]
    [InlineData("amazon", "/auth/callback?")]
    public async Task Callback_Genuine_WorksOnce(string provider, string path)
    {
        var flow = provider == "strava" ? _sut.Strava : _sut.Amazon;
        Assert.Equal(AuthorizationStatus.NotStarted, (await flow.GetStatusAsync(OAuthGateway.As("alice"))).Status);
        var callback = await _sut.AgreeAsync(flow, "alice");
        Assert.StartsWith(path, callback);
        Assert.Equal(AuthorizationStatus.Pending, (await flow.GetStatusAsync(OAuthGateway.As("alice"))).Status);

        using var first = await _sut.GetAsync(callback);
        using var second = await _sut.GetAsync(callback);

        Assert.Equal((HttpStatusCode.OK, HttpStatusCode.Forbidden), (first.StatusCode, second.StatusCode));
        var report = await flow.GetStatusAsync(OAuthGateway.As("alice"));
        Assert.Equal((AuthorizationStatus.Active, true, null), (report.Status, report.HasRefreshToken, report.Error));
        Assert.Equal(AuthorizationStatus.NotStarted, (await flow.GetStatusAsync(OAuthGateway.As("bob"))).Status);
        Assert.NotEmpty((await flow.GetTokenAsync(OAuthGateway.As("alice"))).AccessToken);
    }

    [Fact]
    public async Task Callback_TwentyAtOnce_OneWins()
    {
        var callback = await _sut.AgreeAsync(_sut.Strava, "alice");

        var answers = await Task.WhenAll(Enumerable.Range(0, 20).Select(_ => _sut.GetAsync(callback)));

        Assert.Equal(1, answers.Count(a => a.StatusCode == HttpStatusCode.OK));
        Assert.Equal(19, answers.Count(a => a.StatusCode == HttpStatusCode.Forbidden));
        Assert.Equal(1, _sut.TokenCalls);
    }

    [Fact]
    public async Task Callback_Tampered_Is403AndLeavesTheFlowAsItIs()
    {
        var callback = await _sut.AgreeAsync(_sut.Strava, "alice");
        var state = (string)QueryHelpers.ParseQuery(new Uri("http://a" + callback).Query)["state"]!;
        string[] bad =
        [
            callback.Replace(state, Flip(state, 3)), callback.Replace(state, Flip(state, 60)), callback.Replace(state, state[..43]), callback.Replace(state, state + "0"),
            callback.Replace(state, "x"), callback.Replace(state, state.ToUpperInvariant()), callback.Replace("/strava", "/amazon"), callback + "&iss=other",
        ];

        foreach (var attempt in bad.SkipLast(1))
        {
            using var answer = await _sut.GetAsync(attempt);
            Assert.Equal((HttpStatusCode.Forbidden, attempt), (answer.StatusCode, attempt));
        }

        Assert.Equal(AuthorizationStatus.Pending, (await _sut.Strava.GetStatusAsync(OAuthGateway.As("alice"))).Status);
        using var genuine = await _sut.GetAsync(bad[^1]); // Without an Issuer configured, iss says nothing.
        Assert.Equal(HttpStatusCode.OK, genuine.StatusCode);
    }

    [Theory]
    [InlineData("")]
    [InlineData("?code=x")]
    [InlineData("?state=x")]
    [InlineData("?state=x&code=")]
    [InlineData("?state=x&code=a&code=b")]
    [InlineData("?state=x&state=y&code=a")]
    [InlineData("?error=access_denied")]
    [InlineData("?error=access_denied&state=x")]
    public async Task Callback_Incomplete_Is400(string query)
    {
        using var answer = await _sut.GetAsync("/auth/callback/strava" + query);

        Assert.Equal(HttpStatusCode.BadRequest, answer.StatusCode);
    }

    [Fact]
    public async Task Callback_TimeOver_Is403()
    {
        var callback = await _sut.AgreeAsync(_sut.Strava, "alice");
        _time.Advance(TimeSpan.FromMinutes(10));

        using var answer = await _sut.GetAsync(callback);

        Assert.Equal(HttpStatusCode.Forbidden, answer.StatusCode);
        Assert.Equal(AuthorizationStatus.Expired, (await _sut.Strava.GetStatusAsync(OAuthGateway.As("alice"))).Status);
        Assert.Contains(_sut.Log.Entries, e => e.Contains("State expired"));
    }

    [Fact]
    public async Task Callback_OfAnotherCallerOrSession_Is403()
    {
        var callback = await _sut.AgreeAsync(_sut.Strava, "alice");

        using var other = await _sut.GetAsync(callback, "bob");
        using var tenant = await _sut.GetAsync(callback, "alice@acme");
        using var same = await _sut.GetAsync(callback, "alice");

        Assert.Equal((HttpStatusCode.Forbidden, HttpStatusCode.Forbidden, HttpStatusCode.OK), (other.StatusCode, tenant.StatusCode, same.StatusCode));
    }

    [Fact]
    public async Task Callback_PersonRefused_Is400AndSaysSoInTheStatus()
    {
        _sut.Simulator.Strava.Settings.Update(s => s with { DenyAuthorization = true });
        var callback = await _sut.AgreeAsync(_sut.Strava, "alice");

        using var answer = await _sut.GetAsync(callback);

        Assert.Equal(HttpStatusCode.BadRequest, answer.StatusCode);
        var report = await _sut.Strava.GetStatusAsync(OAuthGateway.As("alice"));
        Assert.Equal((AuthorizationStatus.Error, "The provider refused: access_denied."), (report.Status, report.Error));
    }

    [Theory]
    [InlineData("")]
    [InlineData("status=500")]
    public async Task Callback_CodeIsNotTraded_Is400AndSaysNothingOfWhy(string fault)
    {
        var callback = await _sut.AgreeAsync(_sut.Strava, "alice");
        if (fault.Length > 0)
        {
            _sut.Simulator.Faults.Set("/strava/oauth/token", fault);
        }
        else
        {
            _sut.Simulator.Strava.Settings.Update(s => s with { RefuseGrants = true });
        }

        using var answer = await _sut.GetAsync(callback);

        Assert.Equal(HttpStatusCode.BadRequest, answer.StatusCode);
        Assert.Equal(AuthorizationStatus.Error, (await _sut.Strava.GetStatusAsync(OAuthGateway.As("alice"))).Status);
        var again = await _sut.GetAsync(callback);
        Assert.Equal(HttpStatusCode.Forbidden, again.StatusCode);
    }

    [Fact]
    public async Task Callback_StoreFails_Is500()
    {
        var store = new FailingStateStore(_time);
        await using var sut = await OAuthGateway.StartAsync(_time, services: s => s.AddSingleton<IStateStore>(store));
        var callback = await sut.AgreeAsync(sut.Strava, "alice");
        store.IsFailing = true;

        using var answer = await sut.GetAsync(callback);
        using var start = await sut.GetAsync("/auth/start/strava", "alice");

        Assert.Equal((HttpStatusCode.InternalServerError, HttpStatusCode.InternalServerError), (answer.StatusCode, start.StatusCode));
    }

    [Fact]
    public async Task Callback_ClearedMeanwhile_Is403AndKeepsNothing()
    {
        var callback = await _sut.AgreeAsync(_sut.Strava, "alice");
        Assert.True(await _sut.Strava.ClearAsync(OAuthGateway.As("alice")));
        Assert.False(await _sut.Strava.ClearAsync(OAuthGateway.As("alice")));

        using var answer = await _sut.GetAsync(callback);

        Assert.Equal(HttpStatusCode.Forbidden, answer.StatusCode);
        Assert.Equal(AuthorizationStatus.NotStarted, (await _sut.Strava.GetStatusAsync(OAuthGateway.As("alice"))).Status);
        Assert.Equal(0, _sut.TokenCalls);
    }

    [Fact]
    public async Task Callback_ManyFlowsOfOneCaller_TheNewestFourCanEnd()
    {
        var callbacks = new List<string>();
        for (var i = 0; i < 5; i++)
        {
            callbacks.Add(await _sut.AgreeAsync(_sut.Strava, "alice"));
        }

        using var oldest = await _sut.GetAsync(callbacks[0]);
        using var second = await _sut.GetAsync(callbacks[1]);
        using var newest = await _sut.GetAsync(callbacks[4]); // The caller is authorized: other flows have ended.

        Assert.Equal((HttpStatusCode.Forbidden, HttpStatusCode.OK, HttpStatusCode.Forbidden), (oldest.StatusCode, second.StatusCode, newest.StatusCode));
    }

    [Theory]
    [InlineData("?code=<script>alert(1)</script>&state=<script>alert(1)</script>")]
    [InlineData("?error=<script>alert(1)</script>&error_description=<img src=x onerror=alert(1)>&state=\"'><script>")]
    [InlineData("?<script>")]
    public async Task Callback_Page_ReflectsNothing(string query)
    {
        using var answer = await _sut.GetAsync("/auth/callback/strava" + query);

        var html = await answer.Content.ReadAsStringAsync();
        Assert.DoesNotContain("script", html);
        Assert.DoesNotContain("alert", html);
        Assert.Equal("text/html; charset=utf-8", answer.Content.Headers.ContentType!.ToString());
        Assert.Equal(
            ("default-src 'none'; frame-ancestors 'none'; base-uri 'none'; form-action 'none'", "nosniff", "no-store", "no-referrer", "DENY"),
            (Header("Content-Security-Policy"), Header("X-Content-Type-Options"), Header("Cache-Control"), Header("Referrer-Policy"), Header("X-Frame-Options")));

        string Header(string name) => answer.Headers.GetValues(name).Single();
    }

    [Fact]
    public async Task Callback_Issuer_IsCheckedWhenItIsSent()
    {
        await using var sut = await OAuthGateway.StartAsync(_time, options: """, "Issuer": "https://idp.example" """);
        var callback = await sut.AgreeAsync(sut.Strava, "alice");

        using var other = await sut.GetAsync(callback + "&iss=https%3A%2F%2Fother.example");
        using var right = await sut.GetAsync(callback + "&iss=https%3A%2F%2Fidp.example");

        Assert.Equal((HttpStatusCode.Forbidden, HttpStatusCode.OK), (other.StatusCode, right.StatusCode));
    }

    [Fact]
    public async Task Paths_NoSuchProvider_AreThoseOfTheRoutes()
    {
        using var callback = await _sut.GetAsync("/auth/callback/none?code=a&state=b");
        using var post = await _sut.Proxy.Http.PostAsync("/auth/callback/strava", null);

        Assert.Equal((HttpStatusCode.NotFound, HttpStatusCode.NotFound), (callback.StatusCode, post.StatusCode)); // The upstream's.
    }

    private static string Flip(string text, int at) => text[..at] + (text[at] == '0' ? '1' : '0') + text[(at + 1)..];
}
