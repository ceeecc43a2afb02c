using System.Net;
using System.Text;
using Microsoft.AspNetCore.WebUtilities;

namespace McpProxy.IntegrationTests.Partners;

/// <summary><c>config/examples/amazon-ads-direct.json</c>: people sign in with Amazon, with tools or a browser, and their tokens are kept for them.</summary>
public sealed class AmazonAdsDirectExampleTests : IAsyncLifetime
{
    private const string Scope = "Amazon-Advertising-API-Scope";
    private const string TokenEndpoint = "/lwa/auth/o2/token";

    private static readonly Caller _alice = Caller.Key(ExampleFiles.Keys["alice"]);
    private static readonly Caller _bob = Caller.Key(ExampleFiles.Keys["bob"]);

    private ExampleGateway _gateway = null!;

    public async ValueTask InitializeAsync()
    {
        _gateway = await ExampleGateway.StartAsync("amazon-ads-direct");
        _gateway.Watch.AddSecret("alice's refresh token", _gateway.Simulator.Lwa.RefreshTokenOf("alice"));
    }

    public ValueTask DisposeAsync() => _gateway.DisposeAsync();

    [Fact]
    public async Task Start_Tool_GivesTheUrlOfAmazonWithScopeAddressAndSignedState()
    {
        var start = await _gateway.CallToolAsync(_alice, "start_oauth_flow");

        var query = QueryHelpers.ParseQuery(new Uri(start.GetProperty("auth_url").GetString()!).Query);
        Assert.Equal(("cpc_advertising:campaign_management", "https://ads-mcp.example.com/auth/callback/amazon", "code"), ((string?)query["scope"], (string?)query["redirect_uri"], (string?)query["response_type"]));
        Assert.Matches("^[A-Za-z0-9_-]{43}\\.[0-9a-f]{64}$", query["state"].ToString());
        Assert.Equal(10, start.GetProperty("expires_in_minutes").GetInt32());
    }

    [Fact]
    public async Task Flow_Tools_TellEveryStep()
    {
        List<string?> seen = [await StatusAsync(_alice)];
        var callback = await AgreeAsync(_alice, "alice");
        seen.Add(await StatusAsync(_alice));
        using var done = await _gateway.SendAsync(Caller.Nobody.With(("Host", "ads-mcp.example.com")), callback); // The host of its PublicOrigin.
        seen.Add(await StatusAsync(_alice));
        await _gateway.CallToolAsync(_alice, "refresh_oauth_token");
        seen.Add(await StatusAsync(_alice));
        await _gateway.CallToolAsync(_alice, "clear_oauth_tokens");
        seen.Add(await StatusAsync(_alice));

        Assert.Equal(HttpStatusCode.OK, done.StatusCode);
        Assert.Equal(["not_started", "pending", "active", "active", "not_started"], seen);
        var error = await _gateway.FailToolAsync(_alice, "list_campaigns", """{"profile_id":"1"}""");
        Assert.Equal("auth_required", error.GetProperty("kind").GetString());
    }

    [Fact]
    public async Task Callback_ReplayedTamperedIncompleteOrLate_IsRefused()
    {
        var callback = await AgreeAsync(_alice, "alice");
        var state = QueryHelpers.ParseQuery(callback[callback.IndexOf('?')..])["state"].ToString();
        async Task<HttpStatusCode> GetAsync(string path)
        {
            using var response = await _gateway.SendAsync(Caller.Nobody, path);
            return response.StatusCode;
        }

        var tampered = await GetAsync(callback.Replace(state, state[..^1] + (state[^1] == '0' ? '1' : '0'), StringComparison.Ordinal));
        var incomplete = await GetAsync($"/auth/callback/amazon?state={state}");
        var good = await GetAsync(callback);
        var replayed = await GetAsync(callback);
        var late = await AgreeAsync(_bob, "bob");
        _gateway.Time.Advance(TimeSpan.FromMinutes(10.1));
        var tooLate = await GetAsync(late);

        Assert.Equal(
            [HttpStatusCode.Forbidden, HttpStatusCode.BadRequest, HttpStatusCode.OK, HttpStatusCode.Forbidden, HttpStatusCode.Forbidden],
            [tampered, incomplete, good, replayed, tooLate]);
    }

    [Fact]
    public async Task Callback_TwentyAtOnce_OneWins()
    {
        var callback = await AgreeAsync(_alice, "alice");

        var answers = await Task.WhenAll(Enumerable.Range(0, 20).Select(_ => _gateway.SendAsync(Caller.Nobody, callback)));

        Assert.Single(answers, a => a.StatusCode == HttpStatusCode.OK);
        Assert.Equal(19, answers.Count(a => a.StatusCode == HttpStatusCode.Forbidden));
        Assert.Equal(1, _gateway.Simulator.Calls.Of(TokenEndpoint));
    }

    [Fact]
    public async Task Call_BothDoors_UseTheCallersOwnAccount()
    {
        await AuthorizeAsync(_alice, "alice");
        await AuthorizeAsync(_bob, "bob");

        var ofAlice = await _gateway.GetAsync(_alice, "/v2/profiles");
        var ofBob = await _gateway.CallToolAsync(_bob, "page_profiles");
        var profile = ofAlice[0].GetProperty("profileId").GetInt64();
        await _gateway.GetAsync(_alice.With(("X-McpProxy-Profile", profile.ToString())), "/sp/campaigns/list", HttpMethod.Post, "{}");
        var overHttp = Seen();
        await _gateway.CallToolAsync(_alice, "list_campaigns", $$"""{"profile_id":"{{profile}}"}""");
        var overMcp = Seen();
        using var foreign = await _gateway.SendAsync(_bob.With(("X-McpProxy-Profile", profile.ToString())), "/sp/campaigns/list", HttpMethod.Post, "{}");

        Assert.Contains("(alice)", ofAlice.GetRawText(), StringComparison.Ordinal);
        Assert.Contains("(bob)", ofBob.GetRawText(), StringComparison.Ordinal);
        Assert.Equal((ExampleFiles.Variable("AMAZON_AD_API_CLIENT_ID"), profile.ToString()), (overHttp.Client, overHttp.Scope));
        Assert.Equal(overHttp, overMcp);
        Assert.Equal(HttpStatusCode.Unauthorized, foreign.StatusCode);
    }

    [Fact]
    public async Task Call_TokenExpired_HundredCallsRefreshOnceAndKeepTheRotatedToken()
    {
        _gateway.Simulator.Lwa.Settings.Update(s => s with { RotateRefreshTokens = true });
        await AuthorizeAsync(_alice, "alice");
        for (var rotation = 1; rotation <= 2; rotation++)
        {
            _gateway.Time.Advance(TimeSpan.FromMinutes(61));
            var before = _gateway.Simulator.Calls.Of(TokenEndpoint);
            await Task.WhenAll(Enumerable.Range(0, 100).Select(i => i % 2 == 0 ? _gateway.GetAsync(_alice, "/v2/profiles") : _gateway.CallToolAsync(_alice, "refresh_profiles_cache")));

            Assert.Equal(before + 1, _gateway.Simulator.Calls.Of(TokenEndpoint));
        }
    }

    [Fact]
    public async Task Refresh_Refused_IsAToolErrorWithoutALoop()
    {
        await AuthorizeAsync(_alice, "alice");
        _gateway.Simulator.Lwa.Settings.Update(s => s with { RefuseRefresh = true });
        _gateway.Time.Advance(TimeSpan.FromMinutes(61));
        var before = _gateway.Simulator.Calls.Of(TokenEndpoint);

        var overMcp = await _gateway.FailToolAsync(_alice, "list_campaigns", """{"profile_id":"1"}""");
        var overHttp = await _gateway.FailAsync(_alice, "/v2/profiles");

        Assert.StartsWith("Token refresh failed", overMcp.GetProperty("message").GetString(), StringComparison.Ordinal);
        Assert.Equal("auth_required", overHttp.GetProperty("kind").GetString());
        Assert.Equal(before + 1, _gateway.Simulator.Calls.Of(TokenEndpoint));
    }

    [Fact]
    public async Task Vault_InTheStateFile_HoldsNothingThatCanBeRead()
    {
        await AuthorizeAsync(_alice, "alice");

        var file = Encoding.Latin1.GetString(await ReadSharedAsync(_gateway.StateFile));

        Assert.True(file.Length > 200);
        Assert.DoesNotContain("alice", file, StringComparison.Ordinal);
        Assert.DoesNotContain("Atz", file, StringComparison.Ordinal);
        Assert.DoesNotContain("amazon", file, StringComparison.Ordinal);
    }

    private static async Task<byte[]> ReadSharedAsync(string path)
    {
        await using var file = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite);
        using var bytes = new MemoryStream();
        await file.CopyToAsync(bytes);
        return bytes.ToArray();
    }

    private async Task<string?> StatusAsync(Caller caller) => (await _gateway.CallToolAsync(caller, "check_oauth_status")).GetProperty("status").GetString();

    /// <summary>Begins a flow and lets the person agree; returns where Amazon sends the browser.</summary>
    private async Task<string> AgreeAsync(Caller caller, string account)
    {
        var start = await _gateway.CallToolAsync(caller, "start_oauth_flow");
        using var agreed = await _gateway.Proxy.Http.GetAsync($"{start.GetProperty("auth_url").GetString()}&login_hint={account}");
        return agreed.Headers.Location!.PathAndQuery;
    }

    private async Task AuthorizeAsync(Caller caller, string account)
    {
        using var page = await _gateway.SendAsync(Caller.Nobody, await AgreeAsync(caller, account));
        page.EnsureSuccessStatusCode();
    }

    private (string? Authorization, string? Client, string? Scope) Seen()
    {
        var request = _gateway.Simulator.Requests.Snapshot("/sp")[^1];
        return (request.Header("Authorization"), request.Header("Amazon-Advertising-API-ClientId"), request.Header(Scope));
    }
}
