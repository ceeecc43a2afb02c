using System.Text.Json;
using AdsSimulator.OpenBridge;
using McpProxy.Testing.Mcp;

namespace McpProxy.IntegrationTests.Partners;

/// <summary>
/// <c>config/examples/openbridge.json</c>: what reaches Amazon for a partner. The simulator demands the token, client id, region and profile of
/// one account, so that any mixture fails by itself; the tests look at what was sent as well.
/// </summary>
public sealed class OpenBridgeExampleTests : IAsyncLifetime
{
    private const string ClientId = "Amazon-Advertising-API-ClientId";
    private const string Scope = "Amazon-Advertising-API-Scope";
    private const string Campaigns = "/sp/campaigns/list";
    private const string Refresh = "/openbridge/auth/api/ref";
    private const string Token = "/openbridge/service/amzadv/token/{id}";

    private readonly string _token = ExampleFiles.PartnerToken("acme");

    private ExampleGateway _gateway = null!;

    private Caller Partner => Caller.Bearer(_token);

    private PartnerAccount Account => _gateway.Simulator.OpenBridge.AccountOf(_token);

    public async ValueTask InitializeAsync()
    {
        _gateway = await ExampleGateway.StartAsync("openbridge");
        _gateway.Watch.AddSecret("the partner's refresh token", _token);
    }

    public ValueTask DisposeAsync() => _gateway.DisposeAsync();

    [Fact]
    public async Task Call_BothDoors_SendsTokenClientAndProfileOfTheAccount()
    {
        var identity = Account.Identities[0];

        await _gateway.GetAsync(Partner, Campaigns, HttpMethod.Post, "{}");
        var overHttp = Seen(Campaigns);
        await _gateway.CallToolAsync(Partner, "list_campaigns");
        var overMcp = Seen(Campaigns);

        Assert.StartsWith("Bearer Atza|", overHttp.Authorization, StringComparison.Ordinal);
        Assert.Equal((identity.ClientId, identity.ProfileIds[0].ToString()), (overHttp.ClientId, overHttp.Scope));
        Assert.Equal(overHttp, overMcp);
        Assert.Equal((1, 1), (_gateway.Simulator.Calls.Of(Refresh), _gateway.Simulator.Calls.Of(Token)));
    }

    [Fact]
    public async Task Call_WithHeadersOfTheCallersOwn_SendsNoneOfThem()
    {
        var polluted = Partner.With(
            ("X-Amz-Access-Token", "polluted"), ("Amazon-Ads-ClientId", "polluted"), (ClientId, "polluted"), (Scope, "polluted"),
            ("Amazon-Ads-AccountId", "polluted"), ("Proxy-Authorization", "Basic polluted"), ("Amazon-Ads-Manager-Account-ID", "polluted"));

        await _gateway.GetAsync(polluted, Campaigns, HttpMethod.Post, "{}");
        await _gateway.CallToolAsync(polluted, "list_campaigns");

        var requests = _gateway.Simulator.Requests.Snapshot(Campaigns);
        Assert.Equal(2, requests.Count);
        Assert.All(requests, r => Assert.False(r.Contains("polluted")));
    }

    [Fact]
    public async Task Headers_ByPath_FollowTheRulesOfTheApi()
    {
        var identity = Account.Identities[0];

        await _gateway.GetAsync(Partner, "/v2/profiles");
        var list = Seen("/v2/profiles");
        await _gateway.GetAsync(Partner, $"/v2/profiles/{identity.ProfileIds[0]}");
        var one = Seen("/v2/profiles");
        using var http = await _gateway.SendAsync(Partner.With(("Amazon-Ads-AccountId", "ENTITY1")), "/adsApi/v1/query/campaigns", HttpMethod.Post, "{}");
        var unified = _gateway.Simulator.Requests.Snapshot("/adsApi")[^1];
        await _gateway.CallAsync(Partner, "query_campaigns", """{"accountId":"ENTITY1"}""");
        var unifiedMcp = _gateway.Simulator.Requests.Snapshot("/adsApi")[^1];

        Assert.Null(list.Scope);
        Assert.Equal(identity.ProfileIds[0].ToString(), one.Scope);
        Assert.All((AdsSimulator.Captures.CapturedRequest[])[unified, unifiedMcp], r => Assert.Equal(
            (identity.ClientId, identity.ClientId, "ENTITY1"), (r.Header(ClientId), r.Header("Amazon-Ads-ClientId"), r.Header("Amazon-Ads-AccountId"))));
    }

    [Fact]
    public async Task FiftyFirstCallsAtOnce_ThroughBothDoors_MakeOneExchange()
    {
        var hold = _gateway.Simulator.Faults.Hold("/openbridge");

        var calls = Enumerable.Range(0, 50).Select(i => i % 2 == 0 ? _gateway.GetAsync(Partner, "/v2/profiles") : _gateway.CallToolAsync(Partner, "list_campaigns")).ToList();
        hold.Dispose();
        await Task.WhenAll(calls);

        var exchange = Assert.Single(_gateway.Simulator.Requests.Snapshot(Refresh));
        Assert.Equal("{\"data\":{\"type\":\"APIAuth\",\"attributes\":{\"refresh_token\":\"" + _token + "\"}}}", exchange.Body);
        Assert.Equal(1, _gateway.Simulator.Calls.Of(Token));
    }

    [Fact]
    public async Task Jwt_EndsByItsOwnExpiresAt_IsFetchedAgain()
    {
        _gateway.Simulator.OpenBridge.Settings.Update(s => s with { JwtSeconds = 1200, AccessTokenSeconds = 1200 });
        await _gateway.GetAsync(Partner, "/v2/profiles");

        _gateway.Time.Advance(TimeSpan.FromMinutes(14));
        await _gateway.GetAsync(Partner, "/v2/profiles");
        var before = _gateway.Simulator.Calls.Of(Refresh);
        _gateway.Time.Advance(TimeSpan.FromMinutes(7));
        await _gateway.CallToolAsync(Partner, "list_campaigns");

        Assert.Equal((1, 2), (before, _gateway.Simulator.Calls.Of(Refresh)));
    }

    [Fact]
    public async Task Identity_SaidByTheCall_IsTheOneWhoseTokenProfileAndRegionAreUsed()
    {
        var other = Account.Identities[1]; // in eu

        await _gateway.GetAsync(Partner.With(("X-McpProxy-Identity", other.Id)), Campaigns, HttpMethod.Post, "{}");
        var overHttp = Seen(Campaigns);
        await _gateway.CallToolAsync(Partner, "list_campaigns", $$"""{"identity_id":"{{other.Id}}"}""");
        var overMcp = Seen(Campaigns);

        Assert.Equal((other.ClientId, other.ProfileIds[0].ToString(), HostOf("eu")), (overHttp.ClientId, overHttp.Scope, overHttp.Host));
        Assert.Equal(overHttp, overMcp);
        Assert.Equal(1, _gateway.Simulator.Calls.Of(Token));
    }

    [Fact]
    public async Task Identity_BoundToItsRegion_AllowsNoOther()
    {
        var eu = Account.Identities[1];

        await _gateway.GetAsync(Partner.With(("X-McpProxy-Identity", eu.Id), ("X-McpProxy-Region", "fe")), Campaigns, HttpMethod.Post, "{}");
        await _gateway.CallToolAsync(Partner, "list_campaigns", $$"""{"identity_id":"{{eu.Id}}","region":"fe"}""");

        Assert.Equal([HostOf("eu"), HostOf("eu")], _gateway.Simulator.Requests.Snapshot(Campaigns).Select(r => r.Header("Host")));
    }

    [Fact]
    public async Task Identity_OfAnotherPartner_IsRefusedOnBothDoors()
    {
        var foreign = _gateway.Simulator.OpenBridge.AccountOf(ExampleFiles.PartnerToken("globex")).Identities[0].Id;

        var overHttp = await _gateway.FailAsync(Partner.With(("X-McpProxy-Identity", foreign)), "/v2/profiles");
        var overMcp = await _gateway.FailToolAsync(Partner, "list_campaigns", $$"""{"identity_id":"{{foreign}}"}""");

        Assert.Equal(overHttp.GetProperty("code").GetString(), overMcp.GetProperty("code").GetString());
        Assert.Empty(_gateway.Simulator.Requests.Snapshot("/v2"));
        Assert.Empty(_gateway.Simulator.Requests.Snapshot("/sp"));
    }

    /// <summary>The profile chosen for one account is not sent for another, and is there again when the first is back.</summary>
    [Fact]
    public async Task Profile_ChosenForOneIdentity_ComesBackWithIt()
    {
        _gateway.Simulator.OpenBridge.Settings.Update(s => s with { OmitProfileId = true });
        var (a, b) = (Account.Identities[0], Account.Identities[1]);

        var handle = Handle(await _gateway.CallToolAsync(Partner, "set_context", $$"""{"identity_id":"{{a.Id}}","profile_id":"{{a.ProfileIds[1]}}"}"""));
        await _gateway.CallToolAsync(Partner, "list_campaigns", $$"""{"context":"{{handle}}"}""");
        var first = Seen(Campaigns).Scope;
        handle = Handle(await _gateway.CallToolAsync(Partner, "set_active_identity", $$"""{"identity_id":"{{b.Id}}","context":"{{handle}}"}"""));
        var missing = await _gateway.FailToolAsync(Partner, "list_campaigns", $$"""{"context":"{{handle}}"}""");
        var overHttp = await _gateway.FailAsync(Partner.With(("X-McpProxy-Context", handle)), Campaigns, HttpMethod.Post, "{}");
        handle = Handle(await _gateway.CallToolAsync(Partner, "set_active_identity", $$"""{"identity_id":"{{a.Id}}","context":"{{handle}}"}"""));
        await _gateway.GetAsync(Partner.With(("X-McpProxy-Context", handle)), Campaigns, HttpMethod.Post, "{}");

        Assert.Equal((a.ProfileIds[1].ToString(), a.ProfileIds[1].ToString()), (first, Seen(Campaigns).Scope));
        Assert.Equal(("profile_required", "profile_required"), (missing.GetProperty("code").GetString(), overHttp.GetProperty("code").GetString()));
        Assert.Equal(2, _gateway.Simulator.Requests.Snapshot(Campaigns).Count);
    }

    /// <summary>A handle says what was chosen, to nobody but the proxy: nothing of it can be read, and nobody else can use it.</summary>
    [Fact]
    public async Task Handle_OfAPartner_IsSealedAndItsOwn()
    {
        var identity = Account.Identities[1];
        var handle = Handle(await _gateway.CallToolAsync(Partner, "set_context", $$"""{"identity_id":"{{identity.Id}}","profile_id":"{{identity.ProfileIds[0]}}"}"""));
        var other = Caller.Bearer(ExampleFiles.PartnerToken("globex"));

        var refused = await _gateway.FailAsync(other.With(("X-McpProxy-Context", handle)), "/v2/profiles");
        var refusedTool = await _gateway.FailToolAsync(other, "list_campaigns", $$"""{"context":"{{handle}}"}""");

        var bytes = System.Text.Encoding.Latin1.GetString(Microsoft.AspNetCore.WebUtilities.WebEncoders.Base64UrlDecode(handle));
        Assert.DoesNotContain(identity.Id, bytes, StringComparison.Ordinal);
        Assert.DoesNotContain(identity.ProfileIds[0].ToString(), bytes, StringComparison.Ordinal);
        Assert.Equal(("token_swapped", "token_swapped"), (refused.GetProperty("code").GetString(), refusedTool.GetProperty("code").GetString()));
        Assert.All(_gateway.Simulator.Requests.Snapshot("/openbridge/service"), r => Assert.Equal(_token, r.Header("x-api-key")));
    }

    [Fact]
    public async Task Tools_Partner_FindsItsWayToAProfile()
    {
        var identities = await _gateway.CallToolAsync(Partner, "list_identities");
        var eu = Account.Identities[1];
        var handle = Handle(await _gateway.CallToolAsync(Partner, "set_active_identity", $$"""{"identity_id":"{{eu.Id}}"}"""));
        var found = await _gateway.CallToolAsync(Partner, "page_profiles", $$"""{"limit":500,"context":"{{handle}}"}""");
        var state = await _gateway.CallToolAsync(Partner, "get_routing_state", $$"""{"context":"{{handle}}"}""");

        Assert.Equal(Account.Identities.Where(i => i.Type == PartnerIdentity.AmazonAds).Select(i => i.Id), identities.GetProperty("identities").EnumerateArray().Select(i => i.GetProperty("id").GetString()!));
        Assert.Equal(eu.ProfileIds.Count, found.GetProperty("total_count").GetInt32());
        Assert.Contains("100", found.GetProperty("message").GetString(), StringComparison.Ordinal);
        Assert.Equal(("identity", "eu", HostOf("eu")), (state.GetProperty("source").GetString(), state.GetProperty("region").GetString(), state.GetProperty("host").GetString()));
    }

    [Fact]
    public async Task Tools_UpstreamDown_ShowTheOldListAndSaySo()
    {
        await _gateway.CallToolAsync(Partner, "summarize_profiles");
        _gateway.Simulator.Faults.Set("/v2", "status=503");
        _gateway.Time.Advance(TimeSpan.FromMinutes(6));

        var stale = await _gateway.CallToolAsync(Partner, "search_profiles", """{"limit":500}""");

        Assert.True(stale.GetProperty("stale").GetBoolean());
        Assert.True(stale.GetProperty("returned_count").GetInt32() > 0);
    }

    /// <summary>A session belongs to the token it was opened with. Who comes with another one of the same scheme is told so, and changes nothing in it.</summary>
    [Fact]
    public async Task TokenSwapped_SessionAndHandleOfTheFirst_AreOfNoUseToTheSecond()
    {
        var other = ExampleFiles.PartnerToken("acme");
        _gateway.Watch.AddSecret("the other token", other);
        var session = await OpenSessionAsync(Partner);
        var chosen = await InSessionAsync(Partner, session, "set_active_identity", $$"""{"identity_id":"{{Account.Identities[1].Id}}"}""");

        var (status, swapped) = await InSessionAsync(Caller.Bearer(other), session, "list_campaigns", "{}");
        var refused = await _gateway.FailToolAsync(Caller.Bearer(other), "list_campaigns", $$"""{"context":"{{Handle(JsonElement.Parse(chosen.Body).GetProperty("result").GetProperty("structuredContent"))}}"}""");
        var sentBefore = _gateway.Simulator.Requests.Snapshot(Campaigns).Count;
        await InSessionAsync(Caller.Bearer(other), await OpenSessionAsync(Caller.Bearer(other)), "list_campaigns", "{}");
        var ofOther = (Seen(Campaigns).ClientId, Seen(Campaigns).Host);
        await InSessionAsync(Partner, session, "list_campaigns", "{}");

        Assert.Equal((404, "token_swapped", 0), (status, refused.GetProperty("code").GetString(), sentBefore));
        Assert.Equal((_gateway.Simulator.OpenBridge.AccountOf(other).Identities[0].ClientId, HostOf("na")), ofOther);
        Assert.Equal(Account.Identities[1].ClientId, Seen(Campaigns).ClientId);
        Assert.Equal("token_swapped", JsonElement.Parse(swapped).GetProperty("error").GetProperty("data").GetProperty("code").GetString());
    }

    private async Task<string> OpenSessionAsync(Caller caller)
    {
        using var opened = await _gateway.PostAsync(caller, McpMessages.Initialize());
        return opened.Headers.GetValues("Mcp-Session-Id").Single();
    }

    private static string Handle(JsonElement result) => result.GetProperty("context").GetString()!;

    private string HostOf(string region) => _gateway.Simulator.AddressOf(region).Authority;

    private SeenRequest Seen(string path)
    {
        var request = _gateway.Simulator.Requests.Snapshot(path)[^1];
        return new(request.Header("Authorization"), request.Header(ClientId), request.Header(Scope), request.Header("Host"));
    }

    private async Task<(int Status, string Body)> InSessionAsync(Caller caller, string session, string tool, string arguments)
    {
        using var response = await _gateway.PostAsync(caller, McpMessages.LegacyRequest("tools/call", $$"""{"name":"{{tool}}","arguments":{{arguments}} }""", session: session));
        return ((int)response.StatusCode, await response.Content.ReadAsStringAsync());
    }

    private sealed record SeenRequest(string? Authorization, string? ClientId, string? Scope, string? Host);
}
