using System.Net;
using System.Text;
using System.Text.Json.Nodes;
using AdsSimulator;
using AdsSimulator.Issuer;
using AdsSimulator.OpenBridge;
using McpProxy.Testing;

namespace McpProxy.IntegrationTests.Simulator;

public sealed class IssuerTests : IAsyncLifetime
{
    private const string Exchange = "urn:ietf:params:oauth:grant-type:token-exchange";
    private const string AccessToken = "urn:ietf:params:oauth:token-type:access_token";

    private readonly TestTimeProvider _time = new();
    private RunningSimulator _simulator = null!;
    private TokenServerClient _client = null!;

    public async ValueTask InitializeAsync()
    {
        _simulator = await SimulatorApp.StartAsync(options => options.TimeProvider = _time, TestContext.Current.CancellationToken);
        _client = new TokenServerClient(_simulator, "/none", "/issuer/token");
    }

    public async ValueTask DisposeAsync()
    {
        _client.Dispose();
        await _simulator.DisposeAsync();
    }

    [Fact]
    public async Task Metadata_NamesTheIssuerAndItsKeys()
    {
        var metadata = await _client.Http.GetJsonAsync("/issuer/.well-known/openid-configuration");

        Assert.Equal($"{_simulator.BaseAddress}issuer", metadata["issuer"]!.GetValue<string>());
        Assert.Equal(_simulator.Issuer.Name, metadata["issuer"]!.GetValue<string>());
        Assert.Equal(_simulator.Issuer.KeySetAddress, metadata["jwks_uri"]!.GetValue<string>());
        Assert.Equal(["rs-1", "es-1"], await KidsAsync());
        Assert.DoesNotContain("\"d\"", (await KeySetAsync()).ToJsonString(), StringComparison.Ordinal);
        Assert.Equal(2, _simulator.Calls.Of("/issuer/.well-known/jwks.json"));
    }

    [Theory]
    [InlineData("RS256", 256)]
    [InlineData("ES256", 64)]
    public async Task Mint_Defaults_MakeATokenThatVerifies(string alg, int signatureBytes)
    {
        var jwt = new TestJwt(_simulator.Issuer.Mint(new() { ["sub"] = "alice", ["roles"] = new JsonArray("a", "b") }, new(alg)));

        Assert.True(jwt.IsSignedBy(await KeySetAsync()));
        Assert.Equal(signatureBytes, jwt.SignatureBytes);
        var now = _time.GetUtcNow().ToUnixTimeSeconds();
        Assert.Equal($$"""{"iss":"{{_simulator.Issuer.Name}}","aud":"simulator","iat":{{now}},"exp":{{now + 3600}},"sub":"alice","roles":["a","b"]}""", jwt.Claims.ToJsonString());
    }

    [Fact]
    public async Task Mint_ByHttp_TakesWhateverATestWants()
    {
        async Task<TestJwt> MintAsync(string body) =>
            new((await _client.Http.SendForJsonAsync(HttpMethod.Post, "/_sim/issuer/mint", body))["token"]!.GetValue<string>());

        var keys = await KeySetAsync();
        Assert.True((await MintAsync("""{"claims":{"sub":"alice"}}""")).IsSignedBy(keys));
        Assert.False((await MintAsync("""{"options":{"tamper":true}}""")).IsSignedBy(keys));
        Assert.False((await MintAsync("""{"options":{"kid":"es-1"}}""")).IsSignedBy(keys));

        var none = await MintAsync("""{"claims":{"exp":null,"aud":["a","b"]},"options":{"alg":"none","kid":""}}""");
        Assert.Equal("""{"alg":"none","typ":"JWT"}""", none.Header.ToJsonString());
        Assert.Equal(["iss", "aud", "iat"], none.Claims.AsObject().Select(c => c.Key));
        Assert.Equal(0, none.SignatureBytes);

        var confused = await MintAsync("""{"claims":{"sub":"x"},"options":{"alg":"HS256","typ":"at+jwt","addClaims":false}}""");
        Assert.Equal("""{"alg":"HS256","typ":"at+jwt","kid":"rs-1"}{"sub":"x"}""", confused.Header.ToJsonString(Relaxed.Options) + confused.Claims.ToJsonString());
        Assert.Equal(32, confused.SignatureBytes);
    }

    [Theory]
    [InlineData("""{"options":{"alg":"RS999"}}""")]
    [InlineData("""{"options":{"signWith":"rs-9"}}""")]
    [InlineData("""{"optiones":{}}""")]
    public async Task Mint_WhatIsNotKnown_Is400(string body)
    {
        using var response = await _client.Http.PostAsync("/_sim/issuer/mint", new StringContent(body, Encoding.UTF8, "application/json"), TestContext.Current.CancellationToken);

        Assert.Equal(HttpStatusCode.BadRequest, response.StatusCode);
    }

    [Fact]
    public async Task Rotation_KeepsOrDropsTheOldKeys()
    {
        var old = new TestJwt(_simulator.Issuer.Mint([]));
        Assert.Equal("rs-2", _simulator.Issuer.RotateKeys());
        Assert.Equal(["rs-1", "es-1", "rs-2", "es-2"], await KidsAsync());
        Assert.True(old.IsSignedBy(await KeySetAsync()));

        var rotated = await _client.Http.SendForJsonAsync(HttpMethod.Post, "/_sim/issuer/rotate?keepOld=false");
        Assert.Equal("rs-3", rotated["kid"]!.GetValue<string>());
        Assert.Equal(["rs-3", "es-3"], await KidsAsync());
        Assert.False(old.IsSignedBy(await KeySetAsync()));
        Assert.Equal("rs-3", new TestJwt(_simulator.Issuer.Mint([])).Header["kid"]!.GetValue<string>());
        Assert.False(new TestJwt(_simulator.Issuer.Mint([], new(SignWith: "rs-2", Kid: "rs-3"))).IsSignedBy(await KeySetAsync()));
    }

    [Fact]
    public async Task KeySet_Unreachable_ByFault_ComesBack()
    {
        _simulator.Faults.Set("/issuer/.well-known", "cut=before-headers");
        await Assert.ThrowsAsync<HttpRequestException>(() => _client.Http.GetJsonAsync("/issuer/.well-known/jwks.json"));

        _simulator.Faults.Clear();
        Assert.Equal(2, (await KidsAsync()).Count);
    }

    [Fact]
    public async Task ClientCredentials_GiveATokenForTheClient()
    {
        _simulator.Issuer.Settings.Current = new IssuerSettings(TokenSeconds: 60, ExtraClaims: new Dictionary<string, string> { ["region"] = "eu" });
        var (status, body) = await _client.TokenAsync(("grant_type", "client_credentials"), ("client_id", "simulator"), ("client_secret", "simulator-secret"), ("scope", "a b"), ("audience", "https://api.example"));

        Assert.Equal(HttpStatusCode.OK, status);
        Assert.Equal("""{"token_type":"Bearer","expires_in":60,"scope":"a b"}""", Without(body, "access_token"));
        var jwt = new TestJwt(body["access_token"]!.GetValue<string>());
        Assert.True(jwt.IsSignedBy(await KeySetAsync()));
        Assert.Equal(
            """["simulator","simulator","https://api.example","a b","eu"]""",
            new JsonArray([.. new[] { "sub", "client_id", "aud", "scope", "region" }.Select(c => jwt.Claims[c]!.DeepClone())]).ToJsonString());

        Assert.Equal((HttpStatusCode.Unauthorized, "invalid_client"), await ErrorAsync(("grant_type", "client_credentials"), ("client_id", "simulator"), ("client_secret", "wrong")));
        Assert.Equal((HttpStatusCode.BadRequest, "unsupported_grant_type"), await ErrorAsync(("grant_type", "password")));
        _simulator.Issuer.Settings.Update(s => s with { RefuseGrants = true });
        Assert.Equal((HttpStatusCode.BadRequest, "invalid_grant"), await ErrorAsync(("grant_type", "client_credentials"), ("client_id", "simulator"), ("client_secret", "simulator-secret")));
    }

    [Fact]
    public async Task TokenExchange_TakesItsOwnJwtsAndKeysWithSecrets()
    {
        var own = _simulator.Issuer.Mint(new() { ["sub"] = "alice" });
        var (status, body) = await ExchangeAsync(own);

        Assert.Equal(HttpStatusCode.OK, status);
        Assert.Equal($$"""{"token_type":"Bearer","expires_in":3600,"issued_token_type":"{{AccessToken}}"}""", Without(body, "access_token"));
        Assert.Equal("alice", Subject(body));
        Assert.Equal("acme", Subject((await ExchangeAsync("acme:secret")).Body));
        Assert.Equal(1, _simulator.Calls.Of("/issuer/token", "acme:secret"));

        foreach (var bad in new[] { _simulator.Issuer.Mint([], new(Tamper: true)), _simulator.Issuer.Mint(new() { ["sub"] = "x", ["iss"] = "other" }), _simulator.Issuer.Mint(new() { ["sub"] = "x" }, new("none")), "opaque", "a.b.c" })
        {
            Assert.Equal((HttpStatusCode.BadRequest, "invalid_request"), await ErrorAsync(("grant_type", Exchange), ("subject_token", bad), ("subject_token_type", AccessToken)));
        }

        _time.Advance(TimeSpan.FromSeconds(3600));
        Assert.Equal(HttpStatusCode.BadRequest, (await ExchangeAsync(own)).Status);
        Assert.Equal((HttpStatusCode.BadRequest, "invalid_request"), await ErrorAsync(("grant_type", Exchange), ("subject_token", "acme:secret")));
    }

    [Theory]
    [InlineData("sk_acme_1234", null, "acme")]
    [InlineData(null, """{"api_key":"acme:secret"}""", "acme")]
    [InlineData("nonsense", null, null)]
    [InlineData(null, "{}", null)]
    [InlineData(null, null, null)]
    public async Task PlainExchange_OneCredential_GivesOneJwt(string? bearer, string? json, string? subject)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, "/issuer/token");
        request.Headers.Authorization = bearer is null ? null : new("Bearer", bearer);
        request.Content = json is null ? null : new StringContent(json, Encoding.UTF8, "application/json");
        using var response = await _client.Http.SendAsync(request, TestContext.Current.CancellationToken);
        var body = JsonNode.Parse(await response.Content.ReadAsStringAsync(TestContext.Current.CancellationToken))!;

        Assert.Equal(subject is null ? HttpStatusCode.Unauthorized : HttpStatusCode.OK, response.StatusCode);
        if (subject is not null)
        {
            Assert.Equal(subject, new TestJwt(body["token"]!.GetValue<string>()).Claims["sub"]!.GetValue<string>());
            Assert.Equal(_time.GetUtcNow().ToUnixTimeSeconds() + 3600, body["expires_at"]!.GetValue<long>());
        }
    }

    [Fact]
    public async Task OpenBridge_SigningItsJwts_UsesTheKeysOfTheIssuer()
    {
        _simulator.OpenBridge.Settings.Current = new OpenBridgeSettings(SignJwt: true);
        using var openBridge = new OpenBridgeClient(_simulator);
        var jwt = await openBridge.GetJwtAsync(OpenBridgeClient.ExampleToken);

        Assert.True(new TestJwt(jwt).IsSignedBy(await KeySetAsync()));
        Assert.Equal(["expires_at", "user_id", "account_id"], new TestJwt(jwt).Claims.AsObject().Select(c => c.Key));
        Assert.Equal(HttpStatusCode.OK, (await openBridge.GetAsync("/openbridge/sri", jwt, OpenBridgeClient.ExampleToken)).Status);
    }

    private static string Subject(JsonNode body) => new TestJwt(body["access_token"]!.GetValue<string>()).Claims["sub"]!.GetValue<string>();

    private static string Without(JsonNode body, string member)
    {
        var copy = body.DeepClone().AsObject();
        Assert.True(copy.Remove(member));
        return copy.ToJsonString();
    }

    private Task<JsonNode> KeySetAsync() => _client.Http.GetJsonAsync("/issuer/.well-known/jwks.json");

    private async Task<IReadOnlyList<string>> KidsAsync() => [.. (await KeySetAsync())["keys"]!.AsArray().Select(k => k!["kid"]!.GetValue<string>())];

    private Task<(HttpStatusCode Status, JsonNode Body)> ExchangeAsync(string subject) =>
        _client.TokenAsync(("grant_type", Exchange), ("subject_token", subject), ("subject_token_type", AccessToken));

    private async Task<(HttpStatusCode Status, string? Error)> ErrorAsync(params (string Name, string Value)[] form)
    {
        var (status, body) = await _client.TokenAsync(form);
        return (status, body["error"]?.GetValue<string>());
    }
}
