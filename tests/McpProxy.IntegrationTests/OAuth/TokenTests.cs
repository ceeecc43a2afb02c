using System.Net;
using System.Text;
using System.Text.Json;
using AdsSimulator;
using AdsSimulator.OAuth;
using McpProxy.Credentials;
using McpProxy.State;
using McpProxy.Testing;
using Microsoft.Extensions.DependencyInjection;

namespace McpProxy.IntegrationTests.OAuth;

/// <summary>Tokens of callers who have authorized the proxy: used, refreshed, cleared, kept.</summary>
public sealed class TokenTests : IAsyncLifetime
{
    private readonly TestTimeProvider _time = new();
    private readonly string _folder = Path.Combine(Path.GetTempPath(), "mcpproxy-oauth-" + Guid.NewGuid().ToString("N"));
    private RunningSimulator _simulator = null!;

    public async ValueTask InitializeAsync()
    {
        Directory.CreateDirectory(_folder);
        _simulator = await SimulatorApp.StartAsync(o =>
        {
            o.TimeProvider = _time;
            o.Strava = new OAuthSettings(RotateRefreshTokens: true);
        });
    }

    public async ValueTask DisposeAsync()
    {
        await _simulator.DisposeAsync();
        Directory.Delete(_folder, recursive: true);
    }

    [Fact]
    public async Task Call_ThroughBothDoors_UsesTheCallersOwnToken()
    {
        await using var sut = await StartAsync();
        await sut.AuthorizeAsync(sut.Strava, "alice");
        await sut.AuthorizeAsync(sut.Strava, "bob");

        using var http = await sut.GetAsync("/strava/athlete/activities", "alice");
        var mcp = await sut.Proxy.CallAsync("list_activities", configure: r => r.Headers.Add("X-User", "bob"));

        Assert.Contains("(alice)", await http.Content.ReadAsStringAsync());
        Assert.Contains("(bob)", mcp.GetProperty("content")[0].GetProperty("text").GetString());
    }

    [Fact]
    public async Task Call_NotAuthorized_IsAToolErrorThatSaysHow()
    {
        await using var sut = await StartAsync();

        var error = Error(await CallAsync(sut));
        using var http = await sut.GetAsync("/strava/athlete/activities", "alice");
        var nobody = Error(await sut.Proxy.CallAsync("list_activities"));

        Assert.Equal(("auth_required", "authorization_required", false), (error.GetProperty("kind").GetString(), error.GetProperty("code").GetString(), error.GetProperty("retryable").GetBoolean()));
        Assert.Contains("start_oauth_flow", error.GetProperty("hint").GetString());
        Assert.Equal(HttpStatusCode.BadGateway, http.StatusCode);
        Assert.Equal("caller_required", nobody.GetProperty("code").GetString());
        Assert.Equal(0, _simulator.Calls.Of("/strava/athlete/activities"));
    }

    [Fact]
    public async Task Call_TokenExpired_HundredCallsRefreshOnceAndTheRotatedTokenIsKept()
    {
        await using var sut = await StartAsync();
        await sut.AuthorizeAsync(sut.Strava, "alice");

        for (var round = 1; round <= 3; round++)
        {
            _time.Advance(OAuthGateway.Hour);
            var results = await Task.WhenAll(Enumerable.Range(0, 100).Select(_ => CallAsync(sut)));

            Assert.All(results, r => Assert.False(r.GetProperty("isError").GetBoolean()));
            Assert.Equal(1 + round, sut.TokenCalls);
        }
    }

    [Fact]
    public async Task Call_FiveMinutesLeft_RefreshesAndBeforeDoesNot()
    {
        await using var sut = await StartAsync();
        await sut.AuthorizeAsync(sut.Strava, "alice");
        _time.Advance(TimeSpan.FromMinutes(54));

        await CallAsync(sut);
        Assert.Equal(1, sut.TokenCalls);
        _time.Advance(TimeSpan.FromMinutes(1));
        await CallAsync(sut);

        Assert.Equal(2, sut.TokenCalls);
    }

    [Fact]
    public async Task Call_RefreshRefused_FailsWithoutALoopUntilAuthorizedAgain()
    {
        await using var sut = await StartAsync();
        await sut.AuthorizeAsync(sut.Strava, "alice");
        _time.Advance(OAuthGateway.Hour);
        _simulator.Strava.Settings.Update(s => s with { RefuseRefresh = true });

        for (var i = 0; i < 3; i++)
        {
            var error = Error(await CallAsync(sut));
            Assert.StartsWith("Token refresh failed", error.GetProperty("message").GetString());
            Assert.Equal(("auth_required", "token_refresh_failed"), (error.GetProperty("kind").GetString(), error.GetProperty("code").GetString()));
            Assert.Contains("start_oauth_flow", error.GetProperty("hint").GetString());
        }

        Assert.Equal(2, sut.TokenCalls);
        var report = await sut.Strava.GetStatusAsync(OAuthGateway.As("alice"));
        Assert.Equal((AuthorizationStatus.Error, "Token refresh failed", false), (report.Status, report.Error, report.HasRefreshToken));
        await sut.AuthorizeAsync(sut.Strava, "alice");
        Assert.False((await CallAsync(sut)).GetProperty("isError").GetBoolean());
    }

    [Fact]
    public async Task Call_TokenServerDown_UsesTheTokenWhileItLastsAndRecovers()
    {
        await using var sut = await StartAsync();
        await sut.AuthorizeAsync(sut.Strava, "alice");
        _simulator.Faults.Set("/strava/oauth/token", "status=503,retry-after=7");
        _time.Advance(TimeSpan.FromMinutes(56));

        Assert.False((await CallAsync(sut)).GetProperty("isError").GetBoolean());
        Assert.False((await CallAsync(sut)).GetProperty("isError").GetBoolean());
        Assert.Single(sut.Log.Entries, e => e.Contains("could not be refreshed"));
        _time.Advance(TimeSpan.FromMinutes(4));
        var error = Error(await CallAsync(sut));
        Assert.Equal(("upstream_unreachable", true, 7), (error.GetProperty("kind").GetString(), error.GetProperty("retryable").GetBoolean(), error.GetProperty("retryAfterSeconds").GetInt32()));
        _simulator.Faults.Clear();

        Assert.False((await CallAsync(sut)).GetProperty("isError").GetBoolean());
        Assert.Equal(AuthorizationStatus.Active, (await sut.Strava.GetStatusAsync(OAuthGateway.As("alice"))).Status);
    }

    [Theory]
    [InlineData("cut=before-headers")]
    [InlineData("status=302,location=/strava/oauth/elsewhere")]
    public async Task Call_TokenServerMisbehaves_KeepsTheAuthorization(string fault)
    {
        await using var sut = await StartAsync();
        await sut.AuthorizeAsync(sut.Strava, "alice");
        _time.Advance(OAuthGateway.Hour);
        _simulator.Faults.Set("/strava/oauth/token", fault);

        Error(await CallAsync(sut));
        _simulator.Faults.Clear();

        Assert.False((await CallAsync(sut)).GetProperty("isError").GetBoolean());
    }

    /// <summary>What was stored before the store failed must not be revoked: it is the only token there is.</summary>
    [Fact]
    public async Task Refresh_StoredAndThenReportedAsFailed_KeepsTheNewTokens()
    {
        var store = new FailingStateStore(_time);
        await using var sut = await OAuthGateway.StartAsync(_time, _simulator, options: $$""", "RevocationUrl": "{{_simulator.BaseAddress}}echo/revoke" """, services: s => s.AddSingleton<IStateStore>(store));
        await sut.AuthorizeAsync(sut.Strava, "alice");
        _time.Advance(OAuthGateway.Hour);
        var writes = 0;
        store.LosesAnswer = () => ++writes == 2; // The first is the mark of who refreshes.

        Assert.False((await CallAsync(sut)).GetProperty("isError").GetBoolean());

        Assert.True(writes >= 2);
        Assert.Equal(0, _simulator.Calls.Of("/echo/revoke"));
        _time.Advance(OAuthGateway.Hour);
        Assert.False((await CallAsync(sut)).GetProperty("isError").GetBoolean());
    }

    /// <summary>A firewall that answers 400 in place of the provider takes nobody's authorization away.</summary>
    [Fact]
    public async Task Call_TokenServerAnswers400WithoutACode_KeepsTheAuthorizationAndCanBeTriedAgain()
    {
        await using var sut = await StartAsync();
        await sut.AuthorizeAsync(sut.Strava, "alice");
        _time.Advance(OAuthGateway.Hour);
        _simulator.Faults.Set("/strava/oauth/token", "status=400");

        var error = Error(await CallAsync(sut));
        _simulator.Faults.Clear();

        Assert.Equal(("token_server_unreachable", true), (error.GetProperty("code").GetString(), error.GetProperty("retryable").GetBoolean()));
        Assert.False((await CallAsync(sut)).GetProperty("isError").GetBoolean());
    }

    [Fact]
    public async Task Refresh_Forced_GivesANewToken()
    {
        await using var sut = await StartAsync();
        await sut.AuthorizeAsync(sut.Strava, "alice");
        var first = await sut.Strava.GetTokenAsync(OAuthGateway.As("alice"));

        var forced = await sut.Strava.GetTokenAsync(OAuthGateway.As("alice"), refresh: true);

        Assert.NotEqual(first.AccessToken, forced.AccessToken);
        Assert.Equal(forced, await sut.Strava.GetTokenAsync(OAuthGateway.As("alice")));
    }

    [Fact]
    public async Task Clear_WithARevocationUrl_RevokesTheRefreshToken()
    {
        await using var provider = new RawUpstream();
        await using var sut = await StartAsync(options: $$""", "RevocationUrl": "{{provider.Address}}revoke" """);
        await sut.AuthorizeAsync(sut.Strava, "alice");

        Assert.True(await sut.Strava.ClearAsync(OAuthGateway.As("alice")));

        var request = Assert.Single(provider.Requests);
        Assert.StartsWith("POST /revoke ", request);
        Assert.Matches("token=[^&]+&token_type_hint=refresh_token&client_id=12345&client_secret=simulator-secret$", request);
        Assert.Equal("authorization_required", Error(await CallAsync(sut)).GetProperty("code").GetString());
    }

    [Fact]
    public async Task Clear_WhileARefreshRuns_Stays()
    {
        await using var sut = await StartAsync();
        await sut.AuthorizeAsync(sut.Strava, "alice");
        _time.Advance(OAuthGateway.Hour);
        _simulator.Requests.Keep = 100;
        Task<JsonElement> call;
        using (_simulator.Faults.Hold("/strava/oauth/token"))
        {
            call = CallAsync(sut);
            await ArrivedAsync().Soon();
            Assert.True(await sut.Strava.ClearAsync(OAuthGateway.As("alice")));
        }

        Assert.Equal("authorization_required", Error(await call).GetProperty("code").GetString());
        Assert.Equal(AuthorizationStatus.NotStarted, (await sut.Strava.GetStatusAsync(OAuthGateway.As("alice"))).Status);

        async Task ArrivedAsync()
        {
            while (_simulator.Requests.Snapshot("/strava/oauth/token").Count == 0)
            {
                await Task.Yield();
            }
        }
    }

    [Fact]
    public async Task Restart_WithAStateFile_KeepsTokensAndFlows()
    {
        string callback;
        await using (var before = await StartAsync(File()))
        {
            await before.AuthorizeAsync(before.Strava, "alice");
            callback = await before.AgreeAsync(before.Strava, "bob", "bob");
        }

        await using var after = await StartAsync(File());
        using var page = await after.GetAsync(callback);

        Assert.Equal(HttpStatusCode.OK, page.StatusCode);
        Assert.False((await CallAsync(after)).GetProperty("isError").GetBoolean());
        Assert.False((await CallAsync(after, "bob")).GetProperty("isError").GetBoolean());
        Assert.Equal(HttpStatusCode.Forbidden, (await after.GetAsync(callback)).StatusCode);
    }

    [Fact]
    public async Task NothingSecret_IsInTheStateFileOrTheLog()
    {
        await using var sut = await StartAsync(File());
        var start = await sut.Strava.StartAsync(OAuthGateway.As("alice@acme"));
        using var redirect = await sut.Proxy.Http.GetAsync(start.Url + "&login_hint=alice");
        var callback = redirect.Headers.Location!;
        (await sut.GetAsync(callback.PathAndQuery)).EnsureSuccessStatusCode();
        var first = await sut.Strava.GetTokenAsync(OAuthGateway.As("alice@acme"));
        _time.Advance(OAuthGateway.Hour);
        var second = await sut.Strava.GetTokenAsync(OAuthGateway.As("alice@acme"));
        Error(await sut.Proxy.CallAsync("list_activities", configure: r => r.Headers.Add("X-User", "bob")));
        var query = Microsoft.AspNetCore.WebUtilities.QueryHelpers.ParseQuery(callback.Query);
        string[] secrets = [first.AccessToken, second.AccessToken, query["code"]!, query["state"]!, "simulator-secret", "acme"];

        var file = Encoding.Latin1.GetString(await System.IO.File.ReadAllBytesAsync(Path.Combine(_folder, "state")));
        var log = string.Join('\n', sut.Log.Entries.Where(e => !e.Contains("Microsoft.AspNetCore") && !e.Contains("http://127.0.0.1")));

        Assert.All(secrets, s => Assert.DoesNotContain(s, file));
        Assert.All(secrets, s => Assert.DoesNotContain(s, log));
    }

    private static JsonElement Error(JsonElement result)
    {
        Assert.True(result.GetProperty("isError").GetBoolean(), result.ToString());
        return result.GetProperty("_meta").GetProperty("mcpproxy/error");
    }

    private static Task<JsonElement> CallAsync(OAuthGateway sut, string user = "alice") =>
        sut.Proxy.CallAsync("list_activities", configure: r => r.Headers.Add("X-User", user));

    private Task<OAuthGateway> StartAsync(string state = "{}", string options = "") => OAuthGateway.StartAsync(_time, _simulator, state, options);

    private string File()
    {
        var key = Path.Combine(_folder, "key");
        System.IO.File.WriteAllText(key, "0123456789abcdef0123456789abcdef");
        return $$"""{ "Kind": "File", "Path": "{{Path.Combine(_folder, "state")}}", "Keys": [ "file:{{key}}" ] }""";
    }
}
