using System.Net;
using System.Text;
using System.Text.Json.Nodes;
using AdsSimulator;
using AdsSimulator.Issuer;
using McpProxy.Testing;
using McpProxy.Testing.Mcp;
using Microsoft.Extensions.DependencyInjection;
using static McpProxy.IntegrationTests.Authentication.SecuredGateway;

namespace McpProxy.IntegrationTests.Authentication;

/// <summary>Access tokens of a real issuer, and everything that must not pass for one.</summary>
public sealed class JwtTests
{
    private const string Origin = "https://proxy.example.com";
    private const string Resource = Origin + "/mcp";

    private readonly TestTimeProvider _time = new();

    public static TheoryData<string, string, MintOptions?> Hostile { get; } = new()
    {
        { "alg none", "{}", new MintOptions(Alg: "none") },
        { "HS256 with the public key as secret", "{}", new MintOptions(Alg: "HS256") },
        { "signature spoiled", "{}", new MintOptions(Tamper: true) },
        { "unknown key", "{}", new MintOptions(Kid: "nobodys") },
        { "key of another algorithm", "{}", new MintOptions(Alg: "ES256", Kid: "rs-1") },
        { "an id token", "{}", new MintOptions(Typ: "dpop+jwt") },
        { "expired", """{ "exp": 1000000000 }""", null },
        { "never expires", """{ "exp": null }""", null },
        { "expiry is a text", """{ "exp": "2030" }""", null },
        { "expiry beyond all time", """{ "exp": 1e300 }""", null },
        { "not valid yet", """{ "nbf": 4000000000 }""", null },
        { "another issuer", """{ "iss": "https://evil.example.com" }""", null },
        { "no issuer", """{ "iss": null }""", null },
        { "another audience", """{ "aud": "https://other.example.com/mcp" }""", null },
        { "an audience that begins like ours", """{ "aud": "https://proxy.example.com/mcpx" }""", null },
        { "no audience", """{ "aud": null }""", null },
        { "nobody", """{ "sub": null }""", null },
        { "a line break in the subject", """{ "sub": "a\nb" }""", null },
    };

    [Theory]
    [MemberData(nameof(Hostile))]
    public async Task Token_ThatIsNotForUs_IsRefusedOnBothDoors(string what, string claims, MintOptions? options)
    {
        await using var simulator = await StartSimulatorAsync();
        await using var proxy = await StartProxyAsync(simulator);
        var token = Mint(simulator, claims, options);

        using var overHttp = await proxy.Http.SendAsync(Get("/echo/plain", token));
        using var overMcp = await proxy.SendCallAsync("plain", "{}", With("Authorization", "Bearer " + token));
        using var good = await proxy.Http.SendAsync(Get("/echo/plain", Mint(simulator)));

        Assert.True(overHttp.StatusCode == HttpStatusCode.Unauthorized && overMcp.StatusCode == HttpStatusCode.Unauthorized, what);
        Assert.Contains("error=\"invalid_token\"", overHttp.Headers.WwwAuthenticate.ToString(), StringComparison.Ordinal);
        Assert.Contains($"resource_metadata=\"{Origin}/.well-known/oauth-protected-resource/mcp\"", overMcp.Headers.WwwAuthenticate.ToString(), StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.OK, good.StatusCode);
    }

    public static TheoryData<string> Malformed { get; } =
    [
        "eyJhbGciOiJSUzI1NiJ9.e30", "eyJhbGciOiJSUzI1NiJ9.e30.", "eyJhbGciOiJSUzI1NiJ9..c2ln", "eyJ9.e30.c2ln", "ey.ey.ey",
        "eyJhbGciOiJSU0EtT0FFUCIsImVuYyI6IkEyNTZHQ00ifQ.a.b.c.d", // JWE
        Part("""{"alg":"RS256","alg":"none"}""") + ".e30.c2ln",
        Part("""{"alg":"RS256","crit":["b64"],"b64":false}""") + ".e30.c2ln",
        Part("""{"alg":"RS256","cty":"JWT"}""") + ".e30.c2ln",
        Part("""{"alg":["RS256"]}""") + ".e30.c2ln",
        Part("[]") + ".e30.c2ln",
        "eyJhbGciOiJSUzI1NiJ9." + new string('A', 20_000) + ".c2ln",
    ];

    [Theory]
    [MemberData(nameof(Malformed))]
    public async Task Token_Malformed_IsRefused(string token)
    {
        await using var simulator = await StartSimulatorAsync();
        await using var proxy = await StartProxyAsync(simulator);

        using var response = await proxy.Http.SendAsync(Get("/echo/plain", token));

        Assert.Equal(HttpStatusCode.Unauthorized, response.StatusCode);
    }

    [Theory]
    [InlineData("RS256")]
    [InlineData("ES256")]
    public async Task Token_Good_IsAcceptedOnBothDoorsAndReachesNoUpstream(string algorithm)
    {
        await using var simulator = await StartSimulatorAsync();
        await using var proxy = await StartProxyAsync(simulator);
        var token = Mint(simulator, """{ "scope": "openid ads.read" }""", new MintOptions(Alg: algorithm));

        using var overHttp = await proxy.Http.SendAsync(Get("/echo/reporting", token));
        using var overMcp = await proxy.SendCallAsync("reporting", "{}", With("Authorization", "Bearer " + token));

        Assert.Equal((HttpStatusCode.OK, HttpStatusCode.OK), (overHttp.StatusCode, overMcp.StatusCode));
        Assert.DoesNotContain("authorization", await EchoedAsync(overHttp), StringComparison.OrdinalIgnoreCase);
        Assert.DoesNotContain("authorization", await EchoedAsync(overMcp), StringComparison.OrdinalIgnoreCase);
    }

    [Fact]
    public async Task Token_ThatExpiresAtTheEndOfTime_IsAccepted()
    {
        await using var simulator = await StartSimulatorAsync();
        await using var proxy = await StartProxyAsync(simulator);

        Assert.Equal(HttpStatusCode.OK, await StatusAsync(proxy, Mint(simulator, """{ "exp": 253402300799, "nbf": 0 }""")));
    }

    [Theory]
    [InlineData("""{ "scope": "openid" }""", HttpStatusCode.Forbidden)]
    [InlineData("""{ "scp": [ "x", "ads.read" ] }""", HttpStatusCode.OK)]
    [InlineData("""{ "scope": [ "ads.read" ] }""", HttpStatusCode.OK)]
    [InlineData("""{ "scope": "ads.reader" }""", HttpStatusCode.Forbidden)]
    public async Task Scopes_InEitherForm_AreRead(string claims, HttpStatusCode expected)
    {
        await using var simulator = await StartSimulatorAsync();
        await using var proxy = await StartProxyAsync(simulator);

        using var response = await proxy.Http.SendAsync(Get("/echo/reporting", Mint(simulator, claims)));

        Assert.Equal(expected, response.StatusCode);
    }

    [Fact]
    public async Task Expiry_PassesWhileTheTokenIsRemembered_EndsIt()
    {
        await using var simulator = await StartSimulatorAsync();
        await using var proxy = await StartProxyAsync(simulator);
        var token = Mint(simulator, $$"""{ "exp": {{_time.GetUtcNow().AddSeconds(60).ToUnixTimeSeconds()}} }""");

        Assert.Equal(HttpStatusCode.OK, await StatusAsync(proxy, token));
        _time.Advance(TimeSpan.FromSeconds(89)); // Within the clock skew of 30 seconds.
        Assert.Equal(HttpStatusCode.OK, await StatusAsync(proxy, token));
        _time.Advance(TimeSpan.FromSeconds(1));
        Assert.Equal(HttpStatusCode.Unauthorized, await StatusAsync(proxy, token));
    }

    [Fact]
    public async Task Keys_Rotated_AreFetchedOnceForManyAndNotMoreOftenThanTheInterval()
    {
        await using var simulator = await StartSimulatorAsync();
        await using var proxy = await StartProxyAsync(simulator);
        var old = Mint(simulator);
        Assert.Equal(HttpStatusCode.OK, await StatusAsync(proxy, old));
        Assert.Equal(1, KeyFetches(simulator));

        simulator.Issuer.RotateKeys();
        Assert.Equal(HttpStatusCode.Unauthorized, await StatusAsync(proxy, Mint(simulator))); // Too early to look again.
        Assert.Equal(1, KeyFetches(simulator));

        _time.Advance(TimeSpan.FromSeconds(30));
        var statuses = await Task.WhenAll(Enumerable.Range(0, 20).Select(_ => StatusAsync(proxy, Mint(simulator))));
        Assert.All(statuses, s => Assert.Equal(HttpStatusCode.OK, s));
        Assert.Equal(2, KeyFetches(simulator));
        Assert.Equal(HttpStatusCode.OK, await StatusAsync(proxy, old));
    }

    [Fact]
    public async Task Keys_Withdrawn_StopBeingTrustedBeforeTheTokenExpires()
    {
        await using var simulator = await StartSimulatorAsync();
        await using var proxy = await StartProxyAsync(simulator);
        var token = Mint(simulator, $$"""{ "exp": {{_time.GetUtcNow().AddDays(30).ToUnixTimeSeconds()}} }""");
        Assert.Equal(HttpStatusCode.OK, await StatusAsync(proxy, token));

        simulator.Issuer.RotateKeys(keepOld: false);
        _time.Advance(TimeSpan.FromHours(1) + TimeSpan.FromMinutes(1));
        Assert.Equal(HttpStatusCode.OK, await StatusAsync(proxy, token)); // The look at the issuer is on its way.
        Assert.Equal(HttpStatusCode.OK, await StatusAsync(proxy, Mint(simulator))); // Waits for it.
        Assert.Equal(2, KeyFetches(simulator));
        _time.Advance(TimeSpan.FromMinutes(6));

        Assert.Equal(HttpStatusCode.Unauthorized, await StatusAsync(proxy, token));
    }

    [Fact]
    public async Task Issuer_DownAtTheStart_IsSaidAndTriedAgain()
    {
        await using var simulator = await StartSimulatorAsync();
        simulator.Faults.Set("/issuer", "status=500");
        await using var proxy = await StartProxyAsync(simulator);
        var token = Mint(simulator);

        using var down = await proxy.Http.SendAsync(Get("/echo/plain", token));
        using var overMcp = await proxy.SendCallAsync("plain", "{}", With("Authorization", "Bearer " + token));
        Assert.Equal((HttpStatusCode.ServiceUnavailable, HttpStatusCode.ServiceUnavailable), (down.StatusCode, overMcp.StatusCode));
        Assert.NotNull(down.Headers.RetryAfter);
        Assert.NotNull(overMcp.Headers.RetryAfter);

        simulator.Faults.Clear();
        _time.Advance(TimeSpan.FromSeconds(30));
        Assert.Equal(HttpStatusCode.OK, await StatusAsync(proxy, token));
    }

    [Fact]
    public async Task Issuer_DownLater_KeepsTheLastKeys()
    {
        await using var simulator = await StartSimulatorAsync();
        await using var proxy = await StartProxyAsync(simulator);
        Assert.Equal(HttpStatusCode.OK, await StatusAsync(proxy, Mint(simulator)));

        simulator.Faults.Set("/issuer", "status=500");
        _time.Advance(TimeSpan.FromDays(2));

        Assert.Equal(HttpStatusCode.OK, await StatusAsync(proxy, Mint(simulator)));
    }

    /// <summary>Nobody can say that a key is not the issuer's as long as the issuer cannot be asked.</summary>
    [Fact]
    public async Task Key_UnknownWhileTheIssuerIsDown_CanBeTriedAgain()
    {
        await using var simulator = await StartSimulatorAsync();
        await using var proxy = await StartProxyAsync(simulator);
        Assert.Equal(HttpStatusCode.OK, await StatusAsync(proxy, Mint(simulator)));
        simulator.Issuer.RotateKeys(keepOld: false);
        var token = Mint(simulator);
        simulator.Faults.Set("/issuer", "status=500");
        _time.Advance(TimeSpan.FromMinutes(10));

        using var first = await proxy.Http.SendAsync(Get("/echo/plain", token));
        using var second = await proxy.Http.SendAsync(Get("/echo/plain", token)); // The issuer is not asked again so soon.
        simulator.Faults.Clear();
        _time.Advance(TimeSpan.FromMinutes(10));

        Assert.Equal((HttpStatusCode.ServiceUnavailable, HttpStatusCode.ServiceUnavailable), (first.StatusCode, second.StatusCode));
        Assert.NotNull(second.Headers.RetryAfter);
        Assert.Equal(HttpStatusCode.OK, await StatusAsync(proxy, token));
    }

    [Fact]
    public async Task Issuer_ThatSaysItIsAnother_IsNotTrusted()
    {
        await using var simulator = await StartSimulatorAsync();
        simulator.Issuer.Settings.Update(s => s with { Issuer = "https://evil.example.com" });
        await using var proxy = await StartProxyAsync(simulator);

        Assert.Equal(HttpStatusCode.ServiceUnavailable, await StatusAsync(proxy, Mint(simulator)));
    }

    [Fact]
    public async Task Audience_OfAToolset_IsGoodForThatEndpointAlone()
    {
        await using var simulator = await StartSimulatorAsync();
        await using var proxy = await StartProxyAsync(simulator);
        var token = Mint(simulator, $$"""{ "aud": [ "x", "{{Resource}}/some" ] }""");

        using var toolset = await SendAsync(proxy, McpMessages.ModernRequest("tools/list", path: "/mcp/some"), token);
        using var all = await SendAsync(proxy, McpMessages.ModernRequest("tools/list"), token);
        using var route = await proxy.Http.SendAsync(Get("/echo/plain", token));
        using var whole = await SendAsync(proxy, McpMessages.ModernRequest("tools/list", path: "/mcp/some"), Mint(simulator));

        Assert.Equal((HttpStatusCode.OK, HttpStatusCode.Unauthorized, HttpStatusCode.Unauthorized, HttpStatusCode.OK), (toolset.StatusCode, all.StatusCode, route.StatusCode, whole.StatusCode));
    }

    [Fact]
    public async Task Expiry_EndsStreamsAndConnections()
    {
        await using var simulator = await StartSimulatorAsync();
        await using var proxy = await StartProxyAsync(simulator);
        var token = Mint(simulator, $$"""{ "exp": {{_time.GetUtcNow().AddSeconds(60).ToUnixTimeSeconds()}} }""");
        using var listen = McpMessages.ModernRequest("subscriptions/listen", """ "notifications": { "toolsListChanged": true } """);
        With("Authorization", "Bearer " + token)(listen);
        using var stream = await EventReader.OpenAsync(proxy.Http, listen);
        Assert.Contains("acknowledged", await stream.NextAsync(), StringComparison.Ordinal);
        using var get = new HttpRequestMessage(HttpMethod.Get, "/sse") { Headers = { { "Accept", "text/event-stream" }, { "Authorization", "Bearer " + token } } };
        using var sse = await EventReader.OpenAsync(proxy.Http, get);
        Assert.NotNull(await sse.NextAsync());
        using var socket = new WebSocketPeer();
        socket.Socket.Options.SetRequestHeader("Authorization", "Bearer " + token);
        Assert.Equal(HttpStatusCode.SwitchingProtocols, await socket.TryConnectAsync(proxy.Address));

        _time.Advance(TimeSpan.FromSeconds(61));

        Assert.Null(await stream.NextAsync());
        Assert.Null(await sse.NextAsync());
        Assert.Null(await socket.ReadAsync());
    }

    [Fact]
    public async Task Tenant_AndRequiredClaims_DecideWhoIsLetIn()
    {
        await using var simulator = await StartSimulatorAsync();
        await using var proxy = await StartProxyAsync(simulator, """ "TenantClaim": "org", "RequiredClaims": { "plan": [ "pro", "team" ], "email": [] }, """);

        Assert.Equal(HttpStatusCode.Unauthorized, await StatusAsync(proxy, Mint(simulator, """{ "plan": "pro", "email": "a@b" }""")));
        Assert.Equal(HttpStatusCode.Unauthorized, await StatusAsync(proxy, Mint(simulator, """{ "org": "acme", "plan": "free", "email": "a@b" }""")));
        Assert.Equal(HttpStatusCode.Unauthorized, await StatusAsync(proxy, Mint(simulator, """{ "org": "acme", "plan": "pro" }""")));
        Assert.Equal(HttpStatusCode.OK, await StatusAsync(proxy, Mint(simulator, """{ "org": "acme", "plan": [ "x", "team" ], "email": "a@b" }""")));
    }

    private static string Part(string json) => Convert.ToBase64String(Encoding.UTF8.GetBytes(json)).TrimEnd('=').Replace('+', '-').Replace('/', '_');

    private static string Mint(RunningSimulator simulator, string claims = "{}", MintOptions? options = null)
    {
        var all = JsonNode.Parse("""{ "sub": "alice" }""")!.AsObject();
        foreach (var (name, value) in JsonNode.Parse(claims)!.AsObject())
        {
            all[name] = value?.DeepClone();
        }

        return simulator.Issuer.Mint(all, options);
    }

    private static long KeyFetches(RunningSimulator simulator) => simulator.Calls.Of("/issuer/.well-known/jwks.json");

    private static HttpRequestMessage Get(string path, string token)
    {
        var request = new HttpRequestMessage(HttpMethod.Get, path);
        request.Headers.TryAddWithoutValidation("Authorization", "Bearer " + token);
        return request;
    }

    private static async Task<HttpResponseMessage> SendAsync(ProxyHost proxy, HttpRequestMessage request, string token)
    {
        request.Headers.TryAddWithoutValidation("Authorization", "Bearer " + token);
        return await proxy.Http.SendAsync(request);
    }

    private static async Task<HttpStatusCode> StatusAsync(ProxyHost proxy, string token)
    {
        using var response = await proxy.Http.SendAsync(Get("/echo/plain", token));
        return response.StatusCode;
    }

    private async Task<RunningSimulator> StartSimulatorAsync() => await SimulatorApp.StartAsync(options => (options.TimeProvider, options.Issuer) = (_time, new IssuerSettings(Audience: Resource)));

    private async Task<ProxyHost> StartProxyAsync(RunningSimulator simulator, string more = "") => await ProxyHost.StartAsync(
        SecuredGateway.Configuration(simulator, $$"""
            "PublicOrigin": "{{Origin}}",
            "Schemes": { "idp": { "Kind": "Jwt", {{more}} "Authority": "{{simulator.BaseAddress}}issuer" } }
            """, """ "Policies": { "reporting": { "Scopes": [ "ads.read" ] } } """, ""),
        builder => builder.Services.AddSingleton<TimeProvider>(_time));
}
