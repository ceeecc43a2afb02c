using System.Net;
using System.Text.Json.Nodes;
using AdsSimulator;
using AdsSimulator.OAuth;
using McpProxy.Testing;

namespace McpProxy.IntegrationTests.Simulator;

public sealed class StravaTests : IAsyncLifetime
{
    private readonly TestTimeProvider _time = new();
    private RunningSimulator _simulator = null!;
    private TokenServerClient _client = null!;

    public async ValueTask InitializeAsync()
    {
        _simulator = await SimulatorApp.StartAsync(options => options.TimeProvider = _time, TestContext.Current.CancellationToken);
        _client = new TokenServerClient(_simulator, "/strava/oauth/authorize", "/strava/oauth/token");
    }

    public async ValueTask DisposeAsync()
    {
        _client.Dispose();
        await _simulator.DisposeAsync();
    }

    [Fact]
    public async Task Code_BringsTokensWithTheirEnd()
    {
        var (status, body) = await RedeemAsync("alice");

        Assert.Equal(HttpStatusCode.OK, status);
        Assert.Equal(["token_type", "access_token", "expires_at", "expires_in", "refresh_token", "athlete"], body.AsObject().Select(m => m.Key));
        Assert.Equal(_time.GetUtcNow().ToUnixTimeSeconds() + 21_600, body["expires_at"]!.GetValue<long>());
        Assert.Equal("alice", body["athlete"]!["username"]!.GetValue<string>());
    }

    [Fact]
    public async Task Activities_AreTheAthletesOwn()
    {
        var (alice, bob) = ((await RedeemAsync("alice")).Body, (await RedeemAsync("bob")).Body);

        var (_, ofAlice) = await ListAsync(Token(alice));
        var (_, ofBob) = await ListAsync(Token(bob));
        Assert.Equal(5, ofAlice.AsArray().Count);
        Assert.All(ofAlice.AsArray(), a => Assert.Equal(alice["athlete"]!["id"]!.GetValue<long>(), a!["athlete"]!["id"]!.GetValue<long>()));
        Assert.Equal("Run 1 (bob)", ofBob[0]!["name"]!.GetValue<string>());
        Assert.Equal(2, (await ListAsync(Token(alice), "?page=2&per_page=3")).Body.AsArray().Count);
        Assert.Equal(2, _simulator.Calls.Of("/strava/athlete/activities", "alice"));
    }

    [Fact]
    public async Task ExpiredToken_Is401_UntilItIsRefreshed()
    {
        var (_, body) = await RedeemAsync("alice");
        using var expire = await _client.Http.PostAsync("/_sim/tokens/expire?issuer=strava", null, TestContext.Current.CancellationToken);

        var (status, error) = await ListAsync(Token(body));
        Assert.Equal(HttpStatusCode.Unauthorized, status);
        Assert.Equal("""{"message":"Authorization Error","errors":[{"resource":"Athlete","field":"access_token","code":"invalid"}]}""", error.ToJsonString());
        var (_, refreshed) = await RefreshAsync(body["refresh_token"]!.GetValue<string>());
        Assert.Null(refreshed["athlete"]);
        Assert.Equal(HttpStatusCode.OK, (await ListAsync(Token(refreshed))).Status);
    }

    [Fact]
    public async Task TokenOfAnotherServer_Is401()
    {
        using var lwa = new TokenServerClient(_simulator, "/lwa/ap/oa", "/lwa/auth/o2/token");
        var (_, body) = await lwa.TokenAsync(("grant_type", "refresh_token"), ("refresh_token", "Atzr|sim-alice"), ("client_id", _simulator.Lwa.DefaultClient.ClientId), ("client_secret", "simulator-secret"));

        Assert.Equal(HttpStatusCode.Unauthorized, (await ListAsync(Token(body))).Status);
        Assert.Equal(HttpStatusCode.BadRequest, (await RefreshAsync("Atzr|sim-alice")).Status);
    }

    [Fact]
    public async Task Refresh_Refused_SaysSoInItsOwnWords()
    {
        _simulator.Strava.Settings.Current = new OAuthSettings(RefuseRefresh: true);
        var (status, body) = await RefreshAsync("sim-alice");

        Assert.Equal(HttpStatusCode.BadRequest, status);
        Assert.Equal("""{"message":"Bad Request","errors":[{"resource":"RefreshToken","field":"refresh_token","code":"invalid"}]}""", body.ToJsonString());
        var (wrongClient, _) = await _client.TokenAsync(("grant_type", "refresh_token"), ("refresh_token", "sim-alice"), ("client_id", "12345"), ("client_secret", "wrong"));
        Assert.Equal(HttpStatusCode.Unauthorized, wrongClient);
    }

    private static string Token(JsonNode body) => body["access_token"]!.GetValue<string>();

    private async Task<(HttpStatusCode Status, JsonNode Body)> RedeemAsync(string account)
    {
        var code = await _client.GetCodeAsync(new()
        {
            ["client_id"] = "12345",
            ["redirect_uri"] = TokenServerClient.RedirectUri,
            ["response_type"] = "code",
            ["scope"] = "read,activity:read",
            ["state"] = "s",
            ["login_hint"] = account,
        });
        return await _client.TokenAsync(("grant_type", "authorization_code"), ("code", code), ("redirect_uri", TokenServerClient.RedirectUri), ("client_id", "12345"), ("client_secret", "simulator-secret"));
    }

    private Task<(HttpStatusCode Status, JsonNode Body)> RefreshAsync(string token) =>
        _client.TokenAsync(("grant_type", "refresh_token"), ("refresh_token", token), ("client_id", "12345"), ("client_secret", "simulator-secret"));

    private async Task<(HttpStatusCode Status, JsonNode Body)> ListAsync(string token, string query = "")
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, "/strava/athlete/activities" + query);
        request.Headers.Authorization = new("Bearer", token);
        using var response = await _client.Http.SendAsync(request, TestContext.Current.CancellationToken);
        return (response.StatusCode, JsonNode.Parse(await response.Content.ReadAsStringAsync(TestContext.Current.CancellationToken))!);
    }
}
