using AdsSimulator;
using AdsSimulator.OpenBridge;

namespace McpProxy.IntegrationTests.Partners;

/// <summary>The token server dies in the middle of a run, and comes back. The upstream stays up.</summary>
public sealed class OutageTests
{
    [Fact]
    public async Task TokenServerKilled_CachedTokensWork_OthersFailRetryable_RecoversWithoutARestart()
    {
        var warmToken = ExampleFiles.PartnerToken("acme");
        var (warm, cold) = (Caller.Bearer(warmToken), Caller.Bearer(ExampleFiles.PartnerToken("globex")));
        var tokens = await StartTokenServerAsync("http://127.0.0.1:0");
        var address = tokens.BaseAddress;
        await using var gateway = await ExampleGateway.StartAsync("openbridge", options => options.Ads = new(RequireTokens: false), $$"""
            { "McpProxy": { "TokenExchange": { "openbridge": { "Servers": { "auth": "{{address}}openbridge", "identities": "{{address}}openbridge", "service": "{{address}}openbridge" } } } } }
            """);
        await CallBothDoorsAsync(gateway, warm);

        using var stop = new CancellationTokenSource();
        var running = Enumerable.Range(0, 4).Select(_ => KeepCallingAsync(gateway, warm, stop.Token)).ToList();
        await tokens.DisposeAsync();
        var overHttp = await gateway.FailAsync(cold, "/v2/profiles");
        var overMcp = await gateway.FailToolAsync(cold, "list_campaigns", """{"profile_id":"1043817530956285"}""");
        await stop.CancelAsync();
        await Task.WhenAll(running); // Before the clock moves, which would end what is under way.
        gateway.Time.Advance(TimeSpan.FromMinutes(53)); // The renewal that is due now fails; the token still works.
        await CallBothDoorsAsync(gateway, warm);
        gateway.Time.Advance(TimeSpan.FromMinutes(10));
        var ended = await gateway.FailAsync(warm, "/v2/profiles");
        for (var i = 0; i < 3 && ended.GetProperty("kind").GetString() == "timeout"; i++)
        {
            // That was a renewal, still under way when the clock moved past its time. The next attempt is a new one.
            gateway.Time.Advance(TimeSpan.FromSeconds(2));
            ended = await gateway.FailAsync(warm, "/v2/profiles");
        }


        await using var again = await StartTokenServerAsync(address.GetLeftPart(UriPartial.Authority));
        gateway.Time.Advance(TimeSpan.FromMinutes(1));
        // The new server does not know the JWT that the old one issued: all accounts find that out in the same moment.
        await Task.WhenAll(AccountsOf(again, warmToken).Select(a => CallBothDoorsAsync(gateway, warm.With(("X-McpProxy-Identity", a)))));
        await CallBothDoorsAsync(gateway, cold);

        foreach (var error in (System.Text.Json.JsonElement[])[overHttp, overMcp, ended])
        {
            Assert.Equal(("upstream_unreachable", true), (error.GetProperty("kind").GetString(), error.GetProperty("retryable").GetBoolean()));
        }
    }

    private static async Task<RunningSimulator> StartTokenServerAsync(string url) => await SimulatorApp.StartAsync(options => options.Urls = [url]);

    private static IEnumerable<string> AccountsOf(RunningSimulator simulator, string token) =>
        simulator.OpenBridge.AccountOf(token).Identities.Where(i => i.Type == PartnerIdentity.AmazonAds).Select(i => i.Id);

    private static async Task CallBothDoorsAsync(ExampleGateway gateway, Caller caller)
    {
        await gateway.GetAsync(caller, "/v2/profiles");
        await gateway.CallToolAsync(caller, "refresh_profiles_cache");
    }

    /// <summary>Calls on and on; each call must succeed.</summary>
    private static async Task KeepCallingAsync(ExampleGateway gateway, Caller caller, CancellationToken stop)
    {
        while (!stop.IsCancellationRequested)
        {
            await CallBothDoorsAsync(gateway, caller);
        }
    }
}
