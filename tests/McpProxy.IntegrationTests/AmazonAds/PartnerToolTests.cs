using System.Text.Json;

namespace McpProxy.IntegrationTests.AmazonAds;

/// <summary>A partner chooses identity and profile with tools, and both doors work with the choice: real token servers, real transforms.</summary>
public sealed class PartnerToolTests : IAsyncLifetime
{
    private PartnerDoor _door = null!;

    public async ValueTask InitializeAsync() => _door = await PartnerDoor.StartAsync(
        """
        "profiles": { "ClusterId": "ads", "Match": { "Path": "/v2/profiles/{**rest}" },
          "Transforms": [ { "TokenExchange": "partner" }, { "HeaderScrub": "ads" }, { "ProfileScope": "Amazon-Advertising-API-Scope", "Forbid": "/v2/profiles" }, { "HeaderInject": "ads" } ] },
        "echo": { "ClusterId": "ads", "Match": { "Path": "/echo/{**rest}" },
          "Transforms": [ { "TokenExchange": "partner" }, { "HeaderScrub": "ads" }, { "ProfileScope": "Amazon-Advertising-API-Scope" }, { "HeaderInject": "ads" } ] }
        """,
        """ "Tools": { "echo": { "Route": "echo", "Request": "GET /echo/x", "Parameters": { "context": { "In": "context" } } } } """,
        """ "Authentication": { "Schemes": { "partner": { "Kind": "PartnerToken", "Headers": [ "Authorization" ] } } } """);

    public ValueTask DisposeAsync() => _door.DisposeAsync();

    [Fact]
    public async Task Partner_ChoosesIdentityAndProfile_BothDoorsCallWithThem()
    {
        var identities = (await CallAsync("list_identities")).GetProperty("identities").EnumerateArray().ToList();
        Assert.Equal(["identity-1", "identity-2"], identities.Take(2).Select(i => i.GetProperty("id").GetString()));
        Assert.Equal("eu", identities[1].GetProperty("attributes").GetProperty("region").GetString());

        var context = Handle(await CallAsync("set_active_identity", """{"identity_id":"identity-2"}"""));
        var page = await CallAsync("page_profiles", $$"""{"context":"{{context}}","limit":1,"offset":3}""");
        var profile = page.GetProperty("items")[0].GetProperty("profile_id").GetString();
        context = Handle(await CallAsync("set_active_profile", $$"""{"context":"{{context}}","profile_id":"{{profile}}"}"""));
        _door.Simulator.Requests.Clear();
        await _door.Proxy.CallAsync("echo", $$"""{"context":"{{context}}"}""", As(PartnerDoor.Token));
        using var request = new HttpRequestMessage(HttpMethod.Get, "/echo/x");
        As(PartnerDoor.Token)(request);
        request.Headers.Add("X-McpProxy-Context", context);
        using var response = await _door.Proxy.Http.SendAsync(request, TestContext.Current.CancellationToken);

        var sent = _door.Simulator.Requests.Snapshot("/eu/echo");
        Assert.Equal(2, sent.Count);
        Assert.All(sent, r => Assert.Equal(profile, r.Header("Amazon-Advertising-API-Scope")));
        Assert.Equal(sent[0].Header("Authorization"), sent[1].Header("Authorization"));
    }

    [Fact]
    public async Task Profile_OfTheToken_IsTheFallback()
    {
        var active = await CallAsync("get_active_profile");
        var choice = await CallAsync("search_profiles", """{"country_code":"CA","limit":1}""");
        var context = Handle(await CallAsync("set_active_profile", $$"""{"profile_id":"{{choice.GetProperty("items")[0].GetProperty("profile_id").GetString()}}"}"""));
        var cleared = await CallAsync("clear_active_profile", $$"""{"context":"{{context}}"}""");

        Assert.Equal("default", active.GetProperty("source").GetString());
        Assert.Equal(active.GetProperty("profile_id").GetString(), cleared.GetProperty("fallback_profile_id").GetString());
    }

    [Fact]
    public async Task SetRegion_IdentityOfAnotherRegion_IsRefused()
    {
        var refused = await CallAsync("set_region", """{"region":"eu"}""");
        var routing = await CallAsync("get_routing_state");

        Assert.Equal("REGION_MISMATCH", refused.GetProperty("error").GetString());
        Assert.Equal(("identity", "na"), (routing.GetProperty("source").GetString(), routing.GetProperty("region").GetString()));
    }

    [Fact]
    public async Task Context_TakenByAnotherPartner_IsRefused()
    {
        var context = Handle(await CallAsync("set_active_identity", """{"identity_id":"identity-2"}"""));

        var result = await _door.Proxy.CallAsync("get_active_profile", $$"""{"context":"{{context}}"}""", As(PartnerDoor.OtherToken));

        Assert.Equal("token_swapped", result.GetProperty("_meta").GetProperty("mcpproxy/error").GetProperty("code").GetString());
    }

    [Fact]
    public async Task Token_ThatOpenBridgeRefuses_EndsTheTools()
    {
        _door.Simulator.OpenBridge.Settings.Update(s => s with { RefusedTokens = [PartnerDoor.Token] });

        using var response = await _door.Proxy.SendCallAsync("search_profiles", "{}", As(PartnerDoor.Token), cancellationToken: TestContext.Current.CancellationToken);
        var text = await response.Content.ReadAsStringAsync(TestContext.Current.CancellationToken);

        Assert.Contains("exchange_refused", text, StringComparison.Ordinal);
        Assert.DoesNotContain("Northwind", text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Results_OfAllReadingTools_HoldNoSecret()
    {
        foreach (var tool in (string[])["list_identities", "get_active_identity", "get_active_profile", "get_session_state", "get_routing_state", "summarize_profiles", "list_regions"])
        {
            var text = (await _door.Proxy.CallAsync(tool, "{}", As(PartnerDoor.Token))).GetRawText();
            Assert.DoesNotContain("secret-token", text, StringComparison.Ordinal);
            Assert.DoesNotContain("Atza|", text, StringComparison.Ordinal);
            Assert.DoesNotContain("isError\":true", text, StringComparison.Ordinal);
        }
    }

    private async Task<JsonElement> CallAsync(string tool, string arguments = "{}") =>
        (await _door.Proxy.CallAsync(tool, arguments, As(PartnerDoor.Token))).GetProperty("structuredContent");

    private static string Handle(JsonElement result) => result.GetProperty("context").GetString()!;

    private static Action<HttpRequestMessage> As(string token) => request => request.Headers.TryAddWithoutValidation("Authorization", "Bearer " + token);
}
