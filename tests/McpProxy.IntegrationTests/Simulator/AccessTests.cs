using System.Net;
using System.Text;
using System.Text.Json.Nodes;
using AdsSimulator;
using AdsSimulator.Access;
using AdsSimulator.OpenBridge;
using McpProxy.Testing;

namespace McpProxy.IntegrationTests.Simulator;

public sealed class AccessTests : IAsyncLifetime
{
    private const string LwaClient = "amzn1.application-oa2-client.simulator";
    private const string Acme = "acme:secret-token-of-acme-1";
    private const string Zeta = "zeta:secret-token-of-zeta-1";

    private readonly TestTimeProvider _time = new();
    private RunningSimulator _simulator = null!;
    private TokenServerClient _lwa = null!;
    private OpenBridgeClient _openBridge = null!;

    public async ValueTask InitializeAsync()
    {
        _simulator = await SimulatorApp.StartAsync(
            options =>
            {
                options.TimeProvider = _time;
                options.Ads = new AdsSettings(RequireTokens: true);
            },
            TestContext.Current.CancellationToken);
        _lwa = new TokenServerClient(_simulator, "/lwa/ap/oa", "/lwa/auth/o2/token");
        _openBridge = new OpenBridgeClient(_simulator);
    }

    public async ValueTask DisposeAsync()
    {
        _openBridge.Dispose();
        _lwa.Dispose();
        await _simulator.DisposeAsync();
    }

    [Fact]
    public async Task Profiles_OfDefaultAccount_AreThoseSeenWithoutToken()
    {
        var (status, body) = await SendAsync("/v2/profiles", await LwaTokenAsync("default"), LwaClient);

        Assert.Equal(HttpStatusCode.OK, status);
        Assert.Equal(8, body.AsArray().Count);
        Assert.Equal(1043817530956285, body[0]!["profileId"]!.GetValue<long>());
    }

    [Fact]
    public async Task Profiles_OfTwoAccounts_AreDifferentAndNameTheAccount()
    {
        var (_, alice) = await SendAsync("/v2/profiles", await LwaTokenAsync("alice"), LwaClient);
        var (_, bob) = await SendAsync("/v2/profiles", await LwaTokenAsync("bob"), LwaClient);

        Assert.Equal("Northwind Outdoor US (alice)", alice[0]!["accountInfo"]!["name"]!.GetValue<string>());
        Assert.Equal(16, Ids(alice).Concat(Ids(bob)).Distinct().Count());
        Assert.Equal(1, _simulator.Calls.Of("/v2/profiles", "alice"));
    }

    [Fact]
    public async Task Profiles_OfAnIdentity_ArePredictedAndInItsRegionOnly()
    {
        var identity = _simulator.OpenBridge.AccountOf(Acme).Identities[1];
        var token = await IdentityTokenAsync(Acme, identity);

        var (_, body) = await SendAsync("/eu/v2/profiles", token, identity.ClientId);
        Assert.Equal(identity.ProfileIds, Ids(body));
        await RefusedAsync(HttpStatusCode.Forbidden, "This account has no access in region na.", "/v2/profiles", token, identity.ClientId);
        Assert.Equal(2, _simulator.Calls.Of("/v2/profiles", identity.Account));
    }

    [Fact]
    public async Task Token_MissingUnknownOrExpired_Is401()
    {
        var token = await LwaTokenAsync("alice");
        await RefusedAsync(HttpStatusCode.Unauthorized, "The Authorization header is missing.", "/v2/profiles", null, LwaClient);
        await RefusedAsync(HttpStatusCode.Unauthorized, "The access token is not valid or has expired.", "/v2/profiles", "Atza|unknown", LwaClient);
        await RefusedAsync(HttpStatusCode.Unauthorized, "The access token is not valid or has expired.", "/v2/profiles", "Atzr|sim-alice", LwaClient);

        _time.Advance(TimeSpan.FromSeconds(3600));
        await RefusedAsync(HttpStatusCode.Unauthorized, "The access token is not valid or has expired.", "/v2/profiles", token, LwaClient);
    }

    [Fact]
    public async Task Token_Expired_ByControl_Is401()
    {
        var (alice, identity) = (await LwaTokenAsync("alice"), _simulator.OpenBridge.AccountOf(Acme).Identities[0]);
        var acme = await IdentityTokenAsync(Acme, identity);
        using var expire = await _lwa.Http.PostAsync("/_sim/tokens/expire?issuer=lwa", null, TestContext.Current.CancellationToken);

        Assert.Equal(HttpStatusCode.Unauthorized, (await SendAsync("/v2/profiles", alice, LwaClient)).Status);
        Assert.Equal(HttpStatusCode.OK, (await SendAsync("/v2/profiles", acme, identity.ClientId)).Status);
        Assert.Equal(HttpStatusCode.OK, (await SendAsync("/v2/profiles", await LwaTokenAsync("alice"), LwaClient)).Status);
    }

    [Fact]
    public async Task ClientId_MissingOrAnothers_IsRefused()
    {
        var token = await LwaTokenAsync("alice");

        await RefusedAsync(HttpStatusCode.Unauthorized, "The header Amazon-Advertising-API-ClientId is missing.", "/v2/profiles", token, null);
        await RefusedAsync(HttpStatusCode.Forbidden, "The access token was issued to another client.", "/v2/profiles", token, "amzn1.application-oa2-client.other");
    }

    [Fact]
    public async Task Scope_OnProfiles_IsRefusedExceptOnOneProfile()
    {
        var identity = _simulator.OpenBridge.AccountOf(Acme).Identities[0];
        var token = await IdentityTokenAsync(Acme, identity);
        var scope = ("Amazon-Advertising-API-Scope", identity.ProfileIds[0].ToString());

        await RefusedAsync(HttpStatusCode.Forbidden, "The header Amazon-Advertising-API-Scope must not be sent here.", "/v2/profiles", token, identity.ClientId, scope);
        Assert.Equal(HttpStatusCode.OK, (await SendAsync($"/v2/profiles/{identity.ProfileIds[1]}", token, identity.ClientId, scope)).Status);
        Assert.Equal(HttpStatusCode.OK, (await SendAsync($"/v2/profiles/{identity.ProfileIds[1]}", token, identity.ClientId)).Status);
    }

    [Fact]
    public async Task Campaigns_OfAScope_AreThatProfilesOwn()
    {
        var (acme, zeta) = (_simulator.OpenBridge.AccountOf(Acme).Identities[0], _simulator.OpenBridge.AccountOf(Zeta).Identities[0]);
        var (acmeToken, zetaToken) = (await IdentityTokenAsync(Acme, acme), await IdentityTokenAsync(Zeta, zeta));

        var (_, first) = await ListCampaignsAsync(acmeToken, acme, acme.ProfileIds[0]);
        var (_, second) = await ListCampaignsAsync(zetaToken, zeta, zeta.ProfileIds[0]);
        Assert.Equal(12, first["totalResults"]!.GetValue<int>());
        Assert.Equal(24, CampaignIds(first).Concat(CampaignIds(second)).Distinct().Count());
        Assert.Equal(CampaignIds(first), CampaignIds((await ListCampaignsAsync(acmeToken, acme, acme.ProfileIds[0])).Body));

        var (foreign, body) = await ListCampaignsAsync(acmeToken, acme, zeta.ProfileIds[0]);
        Assert.Equal(HttpStatusCode.Unauthorized, foreign);
        Assert.Equal($"Not authorized to access scope {zeta.ProfileIds[0]} in region na.", body["details"]!.GetValue<string>());
        Assert.Equal(HttpStatusCode.Unauthorized, (await ListCampaignsAsync(acmeToken, acme, null)).Status);
    }

    [Fact]
    public async Task Amc_NeedsAnAdvertiserOfTheAccount_AndKeepsAccountsApart()
    {
        const string Path = "/amc/reporting/amcinst/workflows";
        var (alice, bob) = (await LwaTokenAsync("alice"), await LwaTokenAsync("bob"));
        var (ofAlice, ofBob) = (await AdvertiserAsync(alice), await AdvertiserAsync(bob));

        await RefusedAsync(HttpStatusCode.Unauthorized, "The headers Amazon-Advertising-API-AdvertiserId and Amazon-Advertising-API-MarketplaceId are needed.", Path, alice, LwaClient);
        Assert.Equal(HttpStatusCode.Forbidden, (await SendAsync(Path, alice, LwaClient, ofBob)).Status);
        Assert.Equal(HttpStatusCode.Forbidden, (await SendAsync(Path, alice, LwaClient, ofAlice[0], ("Amazon-Advertising-API-MarketplaceId", "A2EUQ1WTGCTBG2"))).Status);
        Assert.Equal(HttpStatusCode.OK, (await SendAsync($"{Path}", alice, LwaClient, """{"workflowId":"own","sqlQuery":"SELECT 1"}""", ofAlice)).Status);
        Assert.Equal(HttpStatusCode.OK, (await SendAsync($"{Path}/own", alice, LwaClient, ofAlice)).Status);
        Assert.Equal(HttpStatusCode.NotFound, (await SendAsync($"{Path}/own", bob, LwaClient, ofBob)).Status);
    }

    [Fact]
    public async Task Export_OfAnAccount_IsNotFoundByAnother()
    {
        var (alice, bob) = (await LwaTokenAsync("alice"), await LwaTokenAsync("bob"));
        var (ofAlice, ofBob) = (await ScopeAsync(alice), await ScopeAsync(bob));
        var (_, created) = await SendAsync("/campaigns/export", alice, LwaClient, "{}", ofAlice);
        var id = created["exportId"]!.GetValue<string>();

        Assert.Equal(HttpStatusCode.NotFound, (await SendAsync($"/exports/{id}", bob, LwaClient, ofBob)).Status);
        Assert.Equal("PROCESSING", (await SendAsync($"/exports/{id}", alice, LwaClient, ofAlice)).Body["status"]!.GetValue<string>());
        var (_, done) = await SendAsync($"/exports/{id}", alice, LwaClient, ofAlice);
        using var file = await _lwa.Http.GetAsync(done["url"]!.GetValue<string>(), TestContext.Current.CancellationToken);
        Assert.Equal(HttpStatusCode.OK, file.StatusCode);
    }

    [Fact]
    public async Task RestOfTheSimulator_StaysOpen()
    {
        var echo = await _lwa.Http.GetJsonAsync("/echo/x");
        Assert.Equal("/echo/x", echo["path"]!.GetValue<string>());

        _simulator.Ads.Current = new AdsSettings();
        Assert.Equal(8, (await _lwa.Http.GetJsonAsync("/v2/profiles")).AsArray().Count);
    }

    private static IEnumerable<long> Ids(JsonNode profiles) => profiles.AsArray().Select(p => p!["profileId"]!.GetValue<long>());

    private static IEnumerable<string> CampaignIds(JsonNode body) => body["campaigns"]!.AsArray().Select(c => c!["campaignId"]!.GetValue<string>());

    private async Task<string> LwaTokenAsync(string account)
    {
        var (_, body) = await _lwa.TokenAsync(("grant_type", "refresh_token"), ("refresh_token", $"Atzr|sim-{account}"), ("client_id", LwaClient), ("client_secret", "simulator-secret"));
        return body["access_token"]!.GetValue<string>();
    }

    private async Task<string> IdentityTokenAsync(string refreshToken, PartnerIdentity identity) =>
        (await _openBridge.GetAsync($"/openbridge/service/amzadv/token/{identity.Id}", refreshToken))["data"]!["access_token"]!.GetValue<string>();

    private async Task<(string Name, string Value)[]> AdvertiserAsync(string token)
    {
        var account = (await SendAsync("/v2/profiles", token, LwaClient)).Body[0]!["accountInfo"]!;
        return [("Amazon-Advertising-API-AdvertiserId", account["id"]!.GetValue<string>()), ("Amazon-Advertising-API-MarketplaceId", account["marketplaceStringId"]!.GetValue<string>())];
    }

    private async Task<(string Name, string Value)> ScopeAsync(string token) =>
        ("Amazon-Advertising-API-Scope", Ids((await SendAsync("/v2/profiles", token, LwaClient)).Body).First().ToString());

    private Task<(HttpStatusCode Status, JsonNode Body)> ListCampaignsAsync(string token, PartnerIdentity identity, long? profile) =>
        SendAsync("/sp/campaigns/list", token, identity.ClientId, "{}", profile is null ? [] : [("Amazon-Advertising-API-Scope", $"{profile}")]);

    private async Task RefusedAsync(HttpStatusCode expected, string details, string path, string? token, string? clientId, params (string, string)[] headers)
    {
        var (status, body) = await SendAsync(path, token, clientId, headers);

        Assert.Equal(details, body["details"]!.GetValue<string>());
        Assert.Equal(expected, status);
        Assert.Equal(expected == HttpStatusCode.Forbidden ? "FORBIDDEN" : "UNAUTHORIZED", body["code"]!.GetValue<string>());
    }

    private Task<(HttpStatusCode Status, JsonNode Body)> SendAsync(string path, string? token, string? clientId, params (string Name, string Value)[] headers) =>
        SendAsync(path, token, clientId, null, headers);

    private async Task<(HttpStatusCode Status, JsonNode Body)> SendAsync(string path, string? token, string? clientId, string? json, params (string Name, string Value)[] headers)
    {
        using var request = new HttpRequestMessage(json is null ? HttpMethod.Get : HttpMethod.Post, path);
        (string Name, string? Value)[] all = [("Authorization", token is null ? null : $"Bearer {token}"), ("Amazon-Advertising-API-ClientId", clientId), .. headers];
        foreach (var (name, value) in all.Where(h => h.Value is not null))
        {
            request.Headers.Add(name, value);
        }

        request.Content = json is null ? null : new StringContent(json, Encoding.UTF8, "application/json");
        using var response = await _lwa.Http.SendAsync(request, TestContext.Current.CancellationToken);
        return (response.StatusCode, JsonNode.Parse(await response.Content.ReadAsStringAsync(TestContext.Current.CancellationToken))!);
    }
}
