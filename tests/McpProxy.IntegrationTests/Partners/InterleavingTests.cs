using System.Globalization;

namespace McpProxy.IntegrationTests.Partners;

/// <summary>Many calls of two partners at once, over both doors and the same connections.</summary>
[CollectionDefinition(nameof(InterleavingTests), DisableParallelization = true)] // Keeps both cores busy.
[Collection(nameof(InterleavingTests))]
public sealed class InterleavingTests
{
    private const int Calls = 10_000;
    private const int Connections = 50;

    [Fact]
    public async Task TwoPartners_TenThousandCallsOnFiftyConnections_NeverSeeEachOther()
    {
        await using var gateway = await ExampleGateway.StartAsync("openbridge", watches: false);
        gateway.Simulator.Requests.Keep = 2 * Calls;
        string[] tokens = [ExampleFiles.PartnerToken("acme"), ExampleFiles.PartnerToken("globex")];
        using var load = new PartnerLoad(gateway, Connections);
        foreach (var token in tokens)
        {
            await load.AddAsync(token);
        }

        await load.RunAsync(Calls);

        Assert.Empty(load.Failures);
        AssertUpstreamSawNoMixture(gateway, tokens);
        Assert.All(tokens, t => Assert.Equal(1, gateway.Simulator.Calls.Of("/openbridge/auth/api/ref", t)));
    }

    /// <summary>Every token was sent with one client id, to one region, with profiles of one account; and every account had one token.</summary>
    private static void AssertUpstreamSawNoMixture(ExampleGateway gateway, string[] tokens)
    {
        var identities = tokens.SelectMany(t => gateway.Simulator.OpenBridge.AccountOf(t).Identities).ToList();
        var seen = gateway.Simulator.Requests.Snapshot("/sp")
            .Select(r => (Token: r.Header("Authorization"), Client: r.Header("Amazon-Advertising-API-ClientId"), Host: r.Header("Host"), Scope: r.Header("Amazon-Advertising-API-Scope")))
            .Distinct()
            .ToList();
        foreach (var (_, client, host, scope) in seen)
        {
            var owner = Assert.Single(identities, i => i.ProfileIds.Contains(long.Parse(scope!, CultureInfo.InvariantCulture)));
            Assert.Equal((owner.ClientId, gateway.Simulator.AddressOf(owner.Region).Authority), (client, host));
        }

        var tokensByAccount = seen.ToLookup(s => identities.Single(i => i.ProfileIds.Contains(long.Parse(s.Scope!, CultureInfo.InvariantCulture))).Account, s => s.Token);
        Assert.Equal(8, tokensByAccount.Count);
        Assert.All(tokensByAccount, t => Assert.Single(t.Distinct()));
        Assert.Equal(8, seen.Select(s => s.Token).Distinct().Count());
    }
}
