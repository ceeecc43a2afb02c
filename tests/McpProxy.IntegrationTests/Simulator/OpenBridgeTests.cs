using System.Buffers.Text;
using System.Net;
using System.Text;
using System.Text.Json.Nodes;
using AdsSimulator;
using AdsSimulator.OpenBridge;
using McpProxy.Testing;

namespace McpProxy.IntegrationTests.Simulator;

public sealed class OpenBridgeTests(SimulatorFixture fixture) : IClassFixture<SimulatorFixture>, IDisposable
{
    private const string Acme = "acme:secret-token-of-acme-1";
    private const string Zeta = "zeta:secret-token-of-zeta-1";

    private readonly OpenBridgeClient _client = new(fixture.Simulator);

    public void Dispose() => _client.Dispose();

    [Fact]
    public async Task Exchange_ExampleToken_AnswersWithTheClaimsOfTheExample()
    {
        var time = new TestTimeProvider();
        await using var simulator = await SimulatorApp.StartAsync(options => options.TimeProvider = time, TestContext.Current.CancellationToken);
        using var client = new OpenBridgeClient(simulator);

        var parts = (await client.GetJwtAsync(OpenBridgeClient.ExampleToken)).Split('.');

        Assert.Equal("eyJhbGciOiJIUzI1NiIsInR5cCI6IkpXVCJ9", parts[0]);
        Assert.Equal($$"""{"expires_at":{{time.GetUtcNow().ToUnixTimeSeconds() + 3600}},"user_id":"123","account_id":"456"}""", Decode(parts[1]));
        Assert.Equal("x", parts[2]);
    }

    [Theory]
    [InlineData("a:b")]
    [InlineData("no-colon-but-long-enough-text")]
    [InlineData(":no-key-but-long-enough-text")]
    public async Task Exchange_NotARefreshToken_Is401(string refreshToken)
    {
        var (status, body) = await _client.ExchangeAsync(refreshToken);

        Assert.Equal(HttpStatusCode.Unauthorized, status);
        Assert.Equal("""{"errors":[{"status":"401","title":"Unauthorized","detail":"The refresh token is not valid."}]}""", body.ToJsonString());
    }

    [Fact]
    public async Task Exchange_BodyOfAnotherShape_Is400()
    {
        foreach (var body in new[] { "{}", "[]", "1", """{"data":{"type":"APIAuth","attributes":1}}""", """{"data":{"attributes":{"refresh_token":"acct:secret-token-0123456789"}}}""" })
        {
            using var response = await fixture.Client.PostAsync("/openbridge/auth/api/ref", new StringContent(body, Encoding.UTF8, "application/json"), TestContext.Current.CancellationToken);
            Assert.Equal(HttpStatusCode.BadRequest, response.StatusCode);
        }
    }

    [Fact]
    public async Task Identities_ExampleToken_AreThoseOfTheExample()
    {
        var body = await _client.GetAsync("/openbridge/sri?page=1&page_size=2&remote_identity_type=14", OpenBridgeClient.ExampleToken);

        Assert.Equal(
            """{"id":"identity-1","type":"remote_identity","attributes":{"name":"Test Identity 1","region":"na"},"relationships":{"remote_identity_type":{"data":{"type":"remote_identity_type","id":"14"}},"remote_identity_type_application":{"data":{"type":"remote_identity_type_application","id":"16"}}}}""",
            body["data"]![0]!.ToJsonString());
        Assert.Equal("""{"name":"Test Identity 2","region":"eu"}""", body["data"]![1]!["attributes"]!.ToJsonString());
    }

    [Fact]
    public async Task Identities_SmallPages_FollowTheLinksToTheEnd()
    {
        var jwt = await _client.GetJwtAsync(Acme);
        var expected = fixture.Simulator.OpenBridge.AccountOf(Acme).Identities.Where(i => i.Type == PartnerIdentity.AmazonAds).Select(i => (i.Id, i.Region)).ToList();
        var seen = new List<(string, string)>();
        var pages = 0;
        for (var next = "/openbridge/sri?page=1&page_size=3&remote_identity_type=14"; next is not null; pages++)
        {
            var (_, body) = await _client.GetAsync(next, jwt, Acme);
            seen.AddRange(body["data"]!.AsArray().Select(i => (i!["id"]!.GetValue<string>(), i["attributes"]!["region"]!.GetValue<string>())));
            next = body["links"]!["next"]?.GetValue<string>();
        }

        Assert.Equal(2, pages);
        Assert.Equal(expected, seen);
        Assert.Equal(["na", "eu", "fe", "na"], seen.Select(s => s.Item2));
    }

    [Fact]
    public async Task Identities_WithoutFilter_HaveOneOfAnotherTypeWithoutToken()
    {
        var all = fixture.Simulator.OpenBridge.AccountOf(Acme).Identities;
        var body = await _client.GetAsync("/openbridge/sri", Acme);

        Assert.Equal(5, body["data"]!.AsArray().Count);
        Assert.Equal("17", all[^1].Type);
        var (status, _) = await _client.GetAsync($"/openbridge/service/amzadv/token/{all[^1].Id}", await _client.GetJwtAsync(Acme), Acme);
        Assert.Equal(HttpStatusCode.NotFound, status);
    }

    [Fact]
    public void Partners_OfDifferentTokens_ShareNothing()
    {
        var (acme, zeta) = (fixture.Simulator.OpenBridge.AccountOf(Acme), fixture.Simulator.OpenBridge.AccountOf(Zeta));

        Assert.NotEqual(acme.AccountId, zeta.AccountId);
        Assert.NotEqual(acme.UserId, zeta.UserId);
        var identities = acme.Identities.Concat(zeta.Identities).ToList();
        Assert.Equal(identities.Count, identities.Select(i => i.Id).Distinct().Count());
        Assert.Equal(identities.Count, identities.Select(i => i.ClientId).Distinct().Count());
        var profiles = identities.SelectMany(i => i.ProfileIds).ToList();
        Assert.Equal(2 * (8 + 16 + 6 + 8), profiles.Count);
        Assert.Equal(profiles.Count, profiles.Distinct().Count());
        Assert.Equal(acme.Identities.SelectMany(i => i.ProfileIds), fixture.Simulator.OpenBridge.AccountOf(Acme).Identities.SelectMany(i => i.ProfileIds));
    }

    [Fact]
    public async Task Token_OfAnIdentity_NamesItsClientAndProfile()
    {
        var identity = fixture.Simulator.OpenBridge.AccountOf(Acme).Identities[1];
        var data = (await _client.GetAsync($"/openbridge/service/amzadv/token/{identity.Id}", Acme))["data"]!;

        Assert.StartsWith("Atza|", data["access_token"]!.GetValue<string>(), StringComparison.Ordinal);
        Assert.Equal(identity.ClientId, data["client_id"]!.GetValue<string>());
        Assert.Equal(identity.ProfileIds[0].ToString(), data["profile_id"]!.GetValue<string>());
    }

    [Fact]
    public async Task Token_OfAnotherPartnersIdentity_IsNotFound()
    {
        var foreign = fixture.Simulator.OpenBridge.AccountOf(Zeta).Identities[0].Id;
        var (status, _) = await _client.GetAsync($"/openbridge/service/amzadv/token/{foreign}", await _client.GetJwtAsync(Acme), Acme);

        Assert.Equal(HttpStatusCode.NotFound, status);
    }

    [Fact]
    public async Task Credentials_ThatDoNotFit_Are401()
    {
        var jwt = await _client.GetJwtAsync(Acme);

        Assert.Equal(HttpStatusCode.OK, (await _client.GetAsync("/openbridge/sri", jwt, Acme)).Status);
        Assert.Equal(HttpStatusCode.Unauthorized, (await _client.GetAsync("/openbridge/sri", jwt, Zeta)).Status);
        Assert.Equal(HttpStatusCode.Unauthorized, (await _client.GetAsync("/openbridge/sri", jwt[..^1] + "y", Acme)).Status);
        Assert.Equal(HttpStatusCode.Unauthorized, (await _client.GetAsync("/openbridge/sri", Acme, Acme)).Status);
    }

    [Fact]
    public async Task Jwt_PastItsTime_Is401()
    {
        var time = new TestTimeProvider();
        await using var simulator = await SimulatorApp.StartAsync(
            options =>
            {
                options.TimeProvider = time;
                options.OpenBridge = new() { JwtSeconds = 60 };
            },
            TestContext.Current.CancellationToken);
        using var client = new OpenBridgeClient(simulator);
        var jwt = await client.GetJwtAsync(Acme);

        time.Advance(TimeSpan.FromSeconds(59));
        Assert.Equal(HttpStatusCode.OK, (await client.GetAsync("/openbridge/sri", jwt, Acme)).Status);
        time.Advance(TimeSpan.FromSeconds(1));
        Assert.Equal(HttpStatusCode.Unauthorized, (await client.GetAsync("/openbridge/sri", jwt, Acme)).Status);
    }

    [Theory]
    [InlineData(ClientIdPlace.Token, "token,included,application")]
    [InlineData(ClientIdPlace.Identity, "identity,included,application")]
    [InlineData(ClientIdPlace.Included, "included,application")]
    [InlineData(ClientIdPlace.Application, "application")]
    [InlineData(ClientIdPlace.Nowhere, "")]
    public async Task ClientId_Moved_IsToldWhereTheSettingSays(ClientIdPlace place, string expected)
    {
        await using var simulator = await SimulatorApp.StartAsync(options => options.OpenBridge = new() { ClientId = place }, TestContext.Current.CancellationToken);
        using var client = new OpenBridgeClient(simulator);
        var identity = simulator.OpenBridge.AccountOf(Acme).Identities[0];
        var told = new List<string>();
        foreach (var (name, path) in new[]
        {
            ("token", $"service/amzadv/token/{identity.Id}"),
            ("identity", $"sri/{identity.Id}"),
            ("included", $"sri/{identity.Id}?include=remote_identity_type_application"),
            ("application", $"rita/{identity.ApplicationId}"),
        })
        {
            if ((await client.GetAsync($"/openbridge/{path}", Acme)).ToJsonString().Contains(identity.ClientId, StringComparison.Ordinal))
            {
                told.Add(name);
            }
        }

        Assert.Equal(expected, string.Join(',', told));
    }

    [Fact]
    public async Task RefusedToken_IsRefusedWithItsJwts_AndNoOther()
    {
        await using var simulator = await SimulatorApp.StartAsync(cancellationToken: TestContext.Current.CancellationToken);
        using var client = new OpenBridgeClient(simulator);
        var (acme, zeta) = (await client.GetJwtAsync(Acme), await client.GetJwtAsync(Zeta));

        simulator.OpenBridge.Settings.Update(s => s with { RefusedTokens = [Acme] });

        Assert.Equal(HttpStatusCode.Unauthorized, (await client.ExchangeAsync(Acme)).Status);
        Assert.Equal(HttpStatusCode.Unauthorized, (await client.GetAsync("/openbridge/sri", acme, Acme)).Status);
        Assert.Equal(HttpStatusCode.OK, (await client.GetAsync("/openbridge/sri", zeta, Zeta)).Status);
    }

    private static string Decode(string part) => JsonNode.Parse(Base64Url.DecodeFromChars(part))!.ToJsonString();
}
