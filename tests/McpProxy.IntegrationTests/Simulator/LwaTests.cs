using System.Net;
using System.Text.Json.Nodes;
using AdsSimulator;
using AdsSimulator.OAuth;
using McpProxy.Testing;

namespace McpProxy.IntegrationTests.Simulator;

public sealed class LwaTests : IAsyncLifetime
{
    private const string ClientId = "amzn1.application-oa2-client.simulator";
    private const string Secret = "simulator-secret";
    private const string Verifier = "dBjftJeZ4CVP-mB92K27uhbUJU1p1r_wW1gFWFOEjXk";
    private const string Challenge = "E9Melhoa2OwvFrEMTJguCHaoeK1t8URWbuGJSstw-cM";

    private readonly TestTimeProvider _time = new();
    private RunningSimulator _simulator = null!;
    private TokenServerClient _client = null!;

    public async ValueTask InitializeAsync()
    {
        _simulator = await SimulatorApp.StartAsync(options => options.TimeProvider = _time, TestContext.Current.CancellationToken);
        _client = new TokenServerClient(_simulator, "/lwa/ap/oa", "/lwa/auth/o2/token");
    }

    public async ValueTask DisposeAsync()
    {
        _client.Dispose();
        await _simulator.DisposeAsync();
    }

    [Fact]
    public async Task Authorize_ThenToken_GivesBothTokensOnce()
    {
        var (status, location) = await _client.AuthorizeAsync(Request());
        Assert.Equal(HttpStatusCode.Redirect, status);
        Assert.Matches(@"^http://127\.0\.0\.1:9080/auth/callback\?tenant=a&code=[\w-]{64}&scope=advertising%3A%3Acampaign_management&state=a\.b%20c$", location);
        var code = System.Web.HttpUtility.ParseQueryString(new Uri(location).Query)["code"]!;

        var (tokenStatus, body) = await RedeemAsync(code);

        Assert.Equal(HttpStatusCode.OK, tokenStatus);
        Assert.Equal(["access_token", "refresh_token", "token_type", "expires_in"], body.AsObject().Select(m => m.Key));
        Assert.StartsWith("Atza|", body["access_token"]!.GetValue<string>(), StringComparison.Ordinal);
        Assert.StartsWith("Atzr|", body["refresh_token"]!.GetValue<string>(), StringComparison.Ordinal);
        Assert.Equal("""["bearer",3600]""", new JsonArray(body["token_type"]!.DeepClone(), body["expires_in"]!.DeepClone()).ToJsonString());
        Refused("invalid_grant", await RedeemAsync(code));
        Assert.Equal(2, _simulator.Calls.Of("/lwa/auth/o2/token", code));
    }

    [Theory]
    [InlineData("redirect_uri", "http://127.0.0.1:9080/auth/other")]
    [InlineData("redirect_uri", "")]
    [InlineData("client_secret", "wrong")]
    [InlineData("code_verifier", Verifier)]
    [InlineData("code", "unknown")]
    [InlineData("grant_type", "password")]
    [InlineData("grant_type", "")]
    public async Task Code_RedeemedWithSomethingElse_IsRefused(string name, string value)
    {
        var expected = name switch
        {
            "client_secret" => "invalid_client",
            "grant_type" => value.Length == 0 ? "invalid_request" : "unsupported_grant_type",
            _ => "invalid_grant",
        };

        Refused(expected, await RedeemAsync(await _client.GetCodeAsync(Request()), (name, value)));
    }

    [Theory]
    [InlineData(Verifier, true)]
    [InlineData("dBjftJeZ4CVP-mB92K27uhbUJU1p1r_wW1gFWFOEjXX", false)]
    [InlineData(null, false)]
    public async Task Pkce_Verifier_DecidesWhetherTheCodeWorks(string? verifier, bool works)
    {
        var code = await _client.GetCodeAsync(Request(("code_challenge", Challenge), ("code_challenge_method", "S256")));
        var answer = verifier is null ? await RedeemAsync(code) : await RedeemAsync(code, ("code_verifier", verifier));

        Assert.Equal(works ? HttpStatusCode.OK : HttpStatusCode.BadRequest, answer.Status);
    }

    [Fact]
    public async Task Code_ParallelRedemptions_OneWins()
    {
        var code = await _client.GetCodeAsync(Request());
        var answers = await Task.WhenAll(Enumerable.Range(0, 20).Select(_ => RedeemAsync(code)));

        Assert.Single(answers, a => a.Status == HttpStatusCode.OK);
    }

    [Fact]
    public async Task Code_PastItsTime_IsRefused()
    {
        var code = await _client.GetCodeAsync(Request());
        _time.Advance(TimeSpan.FromSeconds(300));

        Refused("invalid_grant", await RedeemAsync(code));
    }

    [Theory]
    [InlineData("client_id", "unknown")]
    [InlineData("redirect_uri", "https://evil.example/callback")]
    [InlineData("redirect_uri", "http://127.0.0.1/x#fragment")]
    [InlineData("redirect_uri", "")]
    public async Task Authorize_UnknownClientOrAddress_IsNotSentAnywhere(string name, string value)
    {
        Assert.Equal((HttpStatusCode.BadRequest, ""), await _client.AuthorizeAsync(Request((name, value))));
    }

    [Theory]
    [InlineData("response_type", "token", "unsupported_response_type")]
    [InlineData("scope", "everything", "invalid_scope")]
    [InlineData("scope", "", "invalid_scope")]
    [InlineData("code_challenge", Challenge, "invalid_request")]
    [InlineData("login_hint", "no spaces", "invalid_request")]
    public async Task Authorize_BadRequest_SendsTheErrorBackWithTheState(string name, string value, string error)
    {
        var (status, location) = await _client.AuthorizeAsync(Request((name, value)));

        Assert.Equal(HttpStatusCode.Redirect, status);
        Assert.StartsWith($"{TokenServerClient.RedirectUri}&error={error}&error_description=", location, StringComparison.Ordinal);
        Assert.EndsWith("&state=a.b%20c", location, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Authorize_Denied_SaysSo()
    {
        _simulator.Lwa.Settings.Current = new OAuthSettings { DenyAuthorization = true };

        Assert.Contains("&error=access_denied&", (await _client.AuthorizeAsync(Request())).Location, StringComparison.Ordinal);
    }

    [Fact]
    public async Task RegisteredClient_IsHeldToItsRedirectUriAndPkce()
    {
        _simulator.Lwa.Settings.Current = new OAuthSettings { Clients = [new("public", null, [TokenServerClient.RedirectUri])] };

        Assert.Equal(HttpStatusCode.BadRequest, (await _client.AuthorizeAsync(Request())).Status);
        Assert.Equal(HttpStatusCode.BadRequest, (await _client.AuthorizeAsync(Request(("client_id", "public"), ("redirect_uri", "http://127.0.0.1:9080/")))).Status);
        Assert.Contains("error=invalid_request", (await _client.AuthorizeAsync(Request(("client_id", "public")))).Location, StringComparison.Ordinal);
        var code = await _client.GetCodeAsync(Request(("client_id", "public"), ("code_challenge", Challenge), ("code_challenge_method", "S256")));
        Assert.Equal(HttpStatusCode.OK, (await RedeemAsync(code, ("client_id", "public"), ("client_secret", ""), ("code_verifier", Verifier))).Status);
    }

    [Fact]
    public async Task Refresh_WellKnownToken_WorksAgainAndAgain()
    {
        var token = _simulator.Lwa.RefreshTokenOf("alice");
        Assert.Equal("Atzr|sim-alice", token);

        var (first, second) = (await RefreshAsync(token), await RefreshAsync(token));

        Assert.Equal(token, first.Body["refresh_token"]!.GetValue<string>());
        Assert.NotEqual(first.Body["access_token"]!.GetValue<string>(), second.Body["access_token"]!.GetValue<string>());
        Assert.Equal(2, _simulator.Calls.Of("/lwa/auth/o2/token", token));
    }

    [Fact]
    public async Task Refresh_Rotated_RefusesTheOldToken()
    {
        _simulator.Lwa.Settings.Current = new OAuthSettings { RotateRefreshTokens = true };
        var first = (await RefreshAsync("Atzr|sim-alice")).Body["refresh_token"]!.GetValue<string>();

        Refused("invalid_grant", await RefreshAsync("Atzr|sim-alice"));
        Assert.NotEqual(first, (await RefreshAsync(first)).Body["refresh_token"]!.GetValue<string>());
        Refused("invalid_grant", await RefreshAsync(first));
    }

    [Fact]
    public async Task Refresh_RotatedWithGrace_TakesTheOldTokenUntilItEnds()
    {
        _simulator.Lwa.Settings.Current = new OAuthSettings { RotateRefreshTokens = true, RotationGraceSeconds = 30 };
        await RefreshAsync("Atzr|sim-alice");
        _time.Advance(TimeSpan.FromSeconds(29));
        Assert.Equal(HttpStatusCode.OK, (await RefreshAsync("Atzr|sim-alice")).Status);

        _time.Advance(TimeSpan.FromSeconds(1));
        Refused("invalid_grant", await RefreshAsync("Atzr|sim-alice"));
    }

    [Fact]
    public async Task Refresh_RotatedInParallel_OneWins()
    {
        _simulator.Lwa.Settings.Current = new OAuthSettings { RotateRefreshTokens = true };
        var answers = await Task.WhenAll(Enumerable.Range(0, 20).Select(_ => RefreshAsync("Atzr|sim-alice")));

        Assert.Single(answers, a => a.Status == HttpStatusCode.OK);
    }

    [Fact]
    public async Task Refresh_OfAnotherClientOrRevoked_IsRefused()
    {
        _simulator.Lwa.Settings.Current = new OAuthSettings { Clients = [new(ClientId, Secret), new("other", "other-secret")] };
        var (_, body) = await RedeemAsync(await _client.GetCodeAsync(Request(("login_hint", "alice"))));
        var token = body["refresh_token"]!.GetValue<string>();

        Refused("invalid_grant", await RefreshAsync(token, ("client_id", "other"), ("client_secret", "other-secret")));
        Assert.Equal(HttpStatusCode.OK, (await RefreshAsync(token)).Status);
        _simulator.Lwa.Revoke("alice");
        Refused("invalid_grant", await RefreshAsync(token));
        Refused("invalid_grant", await RefreshAsync("Atzr|sim-alice"));
        Assert.Equal(HttpStatusCode.OK, (await RefreshAsync("Atzr|sim-bob")).Status);
    }

    [Fact]
    public async Task Refresh_Settings_ChangeTheAnswer()
    {
        _simulator.Lwa.Settings.Current = new OAuthSettings { AccessTokenSeconds = 5, OmitRefreshToken = true };
        Assert.Equal(["access_token", "token_type", "expires_in"], (await RefreshAsync("Atzr|sim-alice")).Body.AsObject().Select(m => m.Key));
        Assert.Equal(5, (await RefreshAsync("Atzr|sim-alice")).Body["expires_in"]!.GetValue<int>());

        _simulator.Lwa.Settings.Update(s => s with { RefuseRefresh = true });
        Refused("invalid_grant", await RefreshAsync("Atzr|sim-alice"));
        Assert.Equal(HttpStatusCode.OK, (await RedeemAsync(await _client.GetCodeAsync(Request()))).Status);

        _simulator.Lwa.Settings.Update(s => s with { RefuseGrants = true });
        Refused("invalid_grant", await RedeemAsync(await _client.GetCodeAsync(Request())));
    }

    [Fact]
    public async Task Token_BasicCredentials_AreTakenToo()
    {
        _client.Http.DefaultRequestHeaders.Add("Authorization", "Basic " + Convert.ToBase64String(System.Text.Encoding.ASCII.GetBytes($"{ClientId}:{Secret}")));
        var (status, _) = await _client.TokenAsync(("grant_type", "refresh_token"), ("refresh_token", "Atzr|sim-alice"));

        Assert.Equal(HttpStatusCode.OK, status);
    }

    [Fact]
    public async Task Token_ParameterTwice_IsRefused()
    {
        Refused("invalid_request", await _client.TokenAsync(("grant_type", "refresh_token"), ("refresh_token", "Atzr|sim-alice"), ("refresh_token", "Atzr|sim-bob"), ("client_id", ClientId), ("client_secret", Secret)));
    }

    private static Dictionary<string, string?> Request(params IEnumerable<(string Name, string Value)> changes)
    {
        var query = new Dictionary<string, string?>
        {
            ["client_id"] = ClientId,
            ["scope"] = "advertising::campaign_management",
            ["response_type"] = "code",
            ["redirect_uri"] = TokenServerClient.RedirectUri,
            ["state"] = "a.b c",
        };
        foreach (var (name, value) in changes)
        {
            query[name] = value;
        }

        return query;
    }

    private static void Refused(string error, (HttpStatusCode Status, JsonNode Body) answer)
    {
        Assert.Equal(error, answer.Body["error"]?.GetValue<string>());
        Assert.Equal(error == "invalid_client" ? HttpStatusCode.Unauthorized : HttpStatusCode.BadRequest, answer.Status);
    }

    private Task<(HttpStatusCode Status, JsonNode Body)> RedeemAsync(string code, params (string Name, string Value)[] changes) =>
        TokenAsync(changes, ("grant_type", "authorization_code"), ("code", code), ("redirect_uri", TokenServerClient.RedirectUri));

    private Task<(HttpStatusCode Status, JsonNode Body)> RefreshAsync(string token, params (string Name, string Value)[] changes) =>
        TokenAsync(changes, ("grant_type", "refresh_token"), ("refresh_token", token));

    private Task<(HttpStatusCode Status, JsonNode Body)> TokenAsync((string Name, string Value)[] changes, params (string Name, string Value)[] form)
    {
        (string Name, string Value)[] all = [.. form, ("client_id", ClientId), ("client_secret", Secret)];
        return _client.TokenAsync([.. all.Where(f => changes.All(c => c.Name != f.Name)), .. changes]);
    }
}
