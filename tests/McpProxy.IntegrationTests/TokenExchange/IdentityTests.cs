using System.Net;
using AdsSimulator.OpenBridge;
using McpProxy.Credentials;
using Microsoft.Extensions.DependencyInjection;

namespace McpProxy.IntegrationTests.TokenExchange;

/// <summary>The identities of a partner, chosen per call.</summary>
public sealed class IdentityTests
{
    private const string List = "/openbridge/sri";
    private const string Token = "/openbridge/service/amzadv/token/{id}";

    [Fact]
    public async Task Call_ForAnotherIdentity_HasItsTokenRegionAndProfile()
    {
        await using var proxy = await PartnerProxy.OpenBridgeAsync();
        using var first = await proxy.SendAsync();
        var tokenOfFirst = proxy.Upstream("Authorization");

        using var second = await proxy.SendAsync(configure: As("identity-2"));
        var tokenOfSecond = proxy.Upstream("Authorization");
        var account = proxy.Simulator.OpenBridge.AccountOf(PartnerProxy.Token).Identities[1];

        Assert.Equal(("identity-2", "eu"), (proxy.Upstream("Seen-Identity"), proxy.Upstream("Seen-Region")));
        Assert.Equal(account.ProfileIds[0].ToString(), proxy.Upstream("Seen-Profile"));
        Assert.Equal(account.ClientId, proxy.Upstream("Amazon-Advertising-API-ClientId"));
        Assert.NotEqual(tokenOfFirst, tokenOfSecond);
        await proxy.CallAsync(configure: As("identity-2"));
        Assert.Equal(tokenOfSecond, proxy.Upstream("Authorization"));
        using var again = await proxy.SendAsync();
        Assert.Equal(tokenOfFirst, proxy.Upstream("Authorization"));
        Assert.Equal((1, 2), (proxy.Simulator.Calls.Of(List), proxy.Simulator.Calls.Of(Token)));
    }

    [Fact]
    public async Task Call_ForAnIdentityOfSomebodyElse_IsRefusedOnBothDoors()
    {
        await using var proxy = await PartnerProxy.OpenBridgeAsync();
        using var warm = await proxy.SendAsync();

        var http = await proxy.FailAsync(configure: As("identity-99"));
        var mcp = await proxy.FailCallAsync(configure: As("identity-99"));

        Assert.Equal(("invalid_arguments", "identity_not_found", 400), (http.GetProperty("kind").GetString(), http.GetProperty("code").GetString(), http.GetProperty("status").GetInt32()));
        Assert.Equal("identity_not_found", mcp.GetProperty("code").GetString());
        Assert.Equal((1, 1), (proxy.Simulator.Calls.Of(List), proxy.Simulator.Calls.Of(Token)));
    }

    [Fact]
    public async Task Identity_NewerThanTheList_IsFound()
    {
        await using var proxy = await PartnerProxy.OpenBridgeAsync();
        proxy.Simulator.OpenBridge.Settings.Update(s => s with { IdentitiesPerPartner = 1 });
        using var warm = await proxy.SendAsync();
        proxy.Simulator.OpenBridge.Settings.Reset();
        proxy.Time.Advance(TimeSpan.FromSeconds(31));

        using var response = await proxy.SendAsync(configure: As("identity-3"));

        Assert.Equal(HttpStatusCode.OK, response.StatusCode);
        Assert.Equal("fe", proxy.Upstream("Seen-Region"));
    }

    /// <summary>An identity lives in one region; no caller can send its token to another.</summary>
    [Fact]
    public async Task Region_ThatACallAsksFor_GivesWayToThatOfTheIdentity()
    {
        await using var proxy = await PartnerProxy.OpenBridgeAsync();

        using var response = await proxy.SendAsync(configure: request => request.Headers.Add("X-McpProxy-Region", "fe"));

        Assert.Equal("na", proxy.Upstream("Seen-Region"));
    }

    [Fact]
    public async Task List_OfManyIdentities_HasAllPages()
    {
        await using var proxy = await PartnerProxy.OpenBridgeAsync();
        proxy.Simulator.OpenBridge.Settings.Update(s => s with { IdentitiesPerPartner = 250 });
        var last = proxy.Simulator.OpenBridge.AccountOf(PartnerProxy.Token).Identities[249].Id;

        using var response = await proxy.SendAsync(configure: As(last));

        Assert.Equal(HttpStatusCode.OK, response.StatusCode);
        Assert.Equal(last, proxy.Upstream("Seen-Identity"));
        Assert.Equal(3, proxy.Simulator.Calls.Of(List));
    }

    [Theory]
    [InlineData(ClientIdPlace.Token)]
    [InlineData(ClientIdPlace.Identity)]
    [InlineData(ClientIdPlace.Included)]
    [InlineData(ClientIdPlace.Application)]
    public async Task ClientId_ToldAnywhere_IsFound(ClientIdPlace place)
    {
        await using var proxy = await PartnerProxy.OpenBridgeAsync();
        proxy.Simulator.OpenBridge.Settings.Update(s => s with { ClientId = place });

        using var response = await proxy.SendAsync();

        Assert.Equal("amzn1.application-oa2-client.xyz", proxy.Upstream("Amazon-Advertising-API-ClientId"));
        Assert.Equal(place == ClientIdPlace.Application ? 1 : 0, proxy.Simulator.Calls.Of("/openbridge/rita/{id}"));
    }

    [Fact]
    public async Task ClientId_ToldNowhere_IsTheConfiguredOne()
    {
        await using var proxy = await PartnerProxy.OpenBridgeAsync(""", "Values": { "client_id": "configured" }""");
        proxy.Simulator.OpenBridge.Settings.Update(s => s with { ClientId = ClientIdPlace.Nowhere });

        using var response = await proxy.SendAsync();

        Assert.Equal("configured", proxy.Upstream("Amazon-Advertising-API-ClientId"));
    }

    [Fact]
    public async Task ConfiguredIdentity_CountsWhenNoneIsChosen()
    {
        await using var proxy = await PartnerProxy.OpenBridgeAsync(""", "Identities": { "Default": "identity-2" }""");

        using var response = await proxy.SendAsync();

        Assert.Equal("identity-2", proxy.Upstream("Seen-Identity"));
    }

    [Fact]
    public async Task SeveralIdentities_WhenOnlyOneMayBeTaken_AsksForAChoice()
    {
        await using var proxy = await PartnerProxy.OpenBridgeAsync(""", "Identities": { "Otherwise": "Only" }""");

        var error = await proxy.FailAsync();
        using var chosen = await proxy.SendAsync(configure: As("identity-1"));

        Assert.Equal(("invalid_arguments", "identity_required"), (error.GetProperty("kind").GetString(), error.GetProperty("code").GetString()));
        Assert.Equal(HttpStatusCode.OK, chosen.StatusCode);
    }

    [Fact]
    public async Task TwoPartners_Interleaving_NeverShareAnything()
    {
        await using var proxy = await PartnerProxy.OpenBridgeAsync();
        const string Other = "other:secret-token-0123456789";
        var accounts = new[] { PartnerProxy.Token, Other }.ToDictionary(t => t, proxy.Simulator.OpenBridge.AccountOf);
        proxy.Simulator.Requests.Keep = 10;

        for (var i = 0; i < 50; i++)
        {
            foreach (var (token, account) in accounts)
            {
                var identity = account.Identities[i % 4];
                using var response = await proxy.SendAsync(token, As(identity.Id));
                Assert.Equal(
                    (identity.Id, identity.Region, identity.ClientId, identity.ProfileIds[0].ToString()),
                    (proxy.Upstream("Seen-Identity"), proxy.Upstream("Seen-Region"), proxy.Upstream("Amazon-Advertising-API-ClientId"), proxy.Upstream("Seen-Profile")));
            }
        }

        Assert.Equal("identity_not_found", (await proxy.FailAsync(Other, As("identity-1"))).GetProperty("code").GetString());
        Assert.Equal(8, proxy.Simulator.Calls.Of(Token));
    }

    [Fact]
    public async Task Find_KnowsExchangesWithIdentitiesOnly()
    {
        await using var proxy = await PartnerProxy.OpenBridgeAsync();
        var sources = proxy.Host.Services.GetRequiredService<IIdentitySources>();

        Assert.True(sources.Find("partner")!.BindsRegion);
        Assert.Same(sources.Find("partner"), sources.Find("PARTNER"));
        Assert.Null(sources.Find("nobody"));
    }

    private static Action<HttpRequestMessage> As(string identity) => request => request.Headers.Add("X-McpProxy-Identity", identity);
}
