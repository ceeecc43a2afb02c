using static McpProxy.ExchangeDoor;

namespace McpProxy.IntegrationTests.Context;

/// <summary>Each call goes to its region, through both doors: row 20 and the vectors of the region tables.</summary>
public sealed class RegionRoutingTests
{
    private const string Identity = "X-McpProxy-Identity";
    private const string Region = "X-McpProxy-Region";
    private const string Marketplace = "Amazon-Advertising-API-MarketplaceId";

    public static TheoryData<ExchangeDoor> BothDoors => new(Http, ExchangeDoor.Mcp);

    [Theory]
    [MemberData(nameof(BothDoors))]
    public async Task Send_PlacesThatSayARegion_TheStrongestChoosesDestinationAndHost(ExchangeDoor door)
    {
        await using var gateway = await RegionalGateway.StartAsync();

        await GoesAsync("na", "Default");
        await GoesAsync("eu", "Identity", (Identity, "identity-eu"));
        await GoesAsync("fe", "Request", (Identity, "identity-eu"), (Region, "fe"));
        await GoesAsync("eu", "Bound", (Identity, "bound-eu"), (Region, "fe"));
        await GoesAsync("fe", "Request", (Region, "APAC"));
        await GoesAsync("eu", "Request", (Region, "EU"));

        async Task GoesAsync(string region, string source, params (string, string)[] headers)
        {
            var echo = await gateway.SendAsync(door, "x", headers);
            Assert.Equal((region, region, source), (echo.Region, echo.Headers["X-Region"], echo.Headers["X-Region-Source"]));
            Assert.DoesNotContain(echo.Headers.Keys, h => h.StartsWith("X-McpProxy", StringComparison.OrdinalIgnoreCase));
        }
    }

    [Fact]
    public async Task Send_MarketplaceHeader_IsStrongerThanTheIdentityAndWeakerThanAnOverride()
    {
        await using var gateway = await RegionalGateway.StartAsync();

        var http = await gateway.GetAsync("/echo/x", (Marketplace, "A1VC38T7YXB528"), (Identity, "identity-eu"));
        var mcp = await gateway.CallAsync("echo", """{"marketplace":"A1VC38T7YXB528"}""", "", (Identity, "identity-eu"));
        var overridden = await gateway.CallAsync("echo", """{"marketplace":"A1VC38T7YXB528","region":"eu"}""");
        var unknown = await gateway.CallAsync("echo", """{"marketplace":"NOWHERE"}""");

        Assert.Equal(("fe", "Marketplace"), (http.Region, http.Headers["X-Region-Source"]));
        Assert.Equal(("fe", "Marketplace", "A1VC38T7YXB528"), (mcp.Region, mcp.Headers["X-Region-Source"], mcp.Headers[Marketplace]));
        Assert.Equal("eu", overridden.Region);
        Assert.Equal("na", unknown.Region);
    }

    [Theory]
    [MemberData(nameof(BothDoors))]
    public async Task Send_UnknownRegionWithThePreset_GoesToTheDefaultWithANotice(ExchangeDoor door)
    {
        await using var gateway = await RegionalGateway.StartAsync();

        var said = await gateway.SendAsync(door, "x", (Region, "XX"));
        var ofIdentity = await gateway.SendAsync(door, "x", (Identity, "identity-XX"));

        Assert.Equal(("na", "unknown_region"), (said.Region, said.Notice));
        Assert.Equal(("na", "Default", "unknown_region"), (ofIdentity.Region, ofIdentity.Headers["X-Region-Source"], ofIdentity.Notice));
    }

    [Theory]
    [MemberData(nameof(BothDoors))]
    public async Task Send_UnknownRegionIsAnError_SendsNothing(ExchangeDoor door)
    {
        await using var gateway = await RegionalGateway.StartAsync(""" "Preset": "amazon-ads", "UnknownRegion": "Error" """);

        var echo = await gateway.SendAsync(door, "x", (Region, "XX"));

        Assert.Equal("unknown_region", echo.Code);
        Assert.Equal("Regions are: eu, fe, na.", echo.Error!.Value.GetProperty("hint").GetString());
    }

    [Theory]
    [MemberData(nameof(BothDoors))]
    public async Task Send_RegionKnownButNotServed_IsAnErrorThatNamesIt(ExchangeDoor door)
    {
        await using var gateway = await RegionalGateway.StartAsync(""" "Default": "na", "Aliases": { "moon": "xx" } """);

        Assert.Equal("region_not_served", (await gateway.SendAsync(door, "x", (Region, "moon"))).Code);
    }

    [Fact]
    public async Task Send_CountryOfTheProfile_SaysTheRegionIfItIsToAndTheIdentityDoesNot()
    {
        await using var gateway = await RegionalGateway.StartAsync(""" "Preset": "amazon-ads", "FromProfileCountry": true """);
        var japan = await gateway.ChooseAsync("""{"profile":"1","country":"JP"}""");
        var both = await gateway.ChooseAsync("""{"identity":"identity-eu","profile":"1","country":"JP"}""");

        var byCountry = await gateway.CallAsync("echo", $$"""{"context":"{{japan}}"}""");
        var byIdentity = await gateway.CallAsync("echo", $$"""{"context":"{{both}}"}""");
        var otherProfile = await gateway.CallAsync("echo", $$"""{"context":"{{japan}}","profile":2}""");

        Assert.Equal(("fe", "Profile"), (byCountry.Region, byCountry.Headers["X-Region-Source"]));
        Assert.Equal("eu", byIdentity.Region);
        Assert.Equal("na", otherProfile.Region);
    }

    [Fact]
    public async Task Send_SeveralDestinationsInARegion_AreBalancedAmongThem()
    {
        await using var gateway = await RegionalGateway.StartAsync(cluster: "\"LoadBalancingPolicy\": \"RoundRobin\",");

        var destinations = new List<string?>();
        for (var i = 0; i < 6; i++)
        {
            destinations.Add((await gateway.SendAsync(i % 2 == 0 ? Http : ExchangeDoor.Mcp, "x", (Region, "eu"))).Destination);
        }

        Assert.Equal(["eu1", "eu2"], destinations.Distinct().Order());
    }

    [Fact]
    public async Task Send_AffinityToAnotherRegion_DoesNotLeaveTheRegion()
    {
        await using var gateway = await RegionalGateway.StartAsync(cluster: "\"LoadBalancingPolicy\": \"RoundRobin\", \"SessionAffinity\": { \"Enabled\": true, \"Policy\": \"HashCookie\", \"AffinityKeyName\": \"stick\" },");
        var first = await gateway.GetAsync("/echo/x", (Region, "eu"));

        for (var i = 0; i < 4; i++)
        {
            Assert.Equal(first.Destination, (await gateway.GetAsync("/echo/x", (Region, "eu"), ("Cookie", first.Cookie!))).Destination);
        }

        var elsewhere = await gateway.GetAsync("/echo/x", (Region, "na"), ("Cookie", first.Cookie!));
        Assert.Equal("na", elsewhere.Region);
        Assert.NotEqual(first.Cookie, elsewhere.Cookie);
    }

    [Theory]
    [MemberData(nameof(BothDoors))]
    public async Task Send_NoDestinationOfTheRegionIsHealthy_FailsAndGoesNowhereElse(ExchangeDoor door)
    {
        await using var gateway = await RegionalGateway.StartAsync(cluster: "\"HealthCheck\": { \"Passive\": { \"Enabled\": true, \"ReactivationPeriod\": \"01:00:00\" } },");
        await gateway.StopDestinationAsync("fe1");
        var codes = new List<string?>();
        for (var i = 0; i < 30; i++)
        {
            codes.Add((await gateway.SendAsync(door, "x", (Region, "fe"))).Code);
        }

        Assert.DoesNotContain(null, codes);
        Assert.Equal("region_unavailable", codes[^1]);
        var last = await gateway.SendAsync(door, "x", (Region, "fe"));
        Assert.Equal(("circuit_open", true, 503), (last.Error!.Value.GetProperty("kind").GetString(), last.Error.Value.GetProperty("retryable").GetBoolean(), last.Error.Value.GetProperty("status").GetInt32()));
        Assert.Contains("'fe'", last.Error.Value.GetRawText().Replace("\\u0027", "'", StringComparison.Ordinal), StringComparison.Ordinal);
        Assert.Equal("na", (await gateway.SendAsync(door)).Region);
    }

    [Fact]
    public async Task Send_OneOfTwoDestinationsIsDown_TheOtherOneServesTheRegion()
    {
        await using var gateway = await RegionalGateway.StartAsync(cluster: "\"LoadBalancingPolicy\": \"RoundRobin\", \"HealthCheck\": { \"Passive\": { \"Enabled\": true, \"ReactivationPeriod\": \"01:00:00\" } },");
        await gateway.StopDestinationAsync("eu1");
        for (var i = 0; i < 30; i++)
        {
            await gateway.SendAsync(ExchangeDoor.Mcp, "x", (Region, "eu"));
        }

        for (var i = 0; i < 5; i++)
        {
            Assert.Equal("eu2", (await gateway.SendAsync(ExchangeDoor.Mcp, "x", (Region, "eu"))).Destination);
        }
    }

    [Fact]
    public async Task Send_ConfiguredDefaultRegion_ComesBeforeThatOfTheTables()
    {
        await using var gateway = await RegionalGateway.StartAsync(host: "\"Context\": { \"Defaults\": { \"Region\": \"europe\" } },");

        Assert.Equal("eu", (await gateway.SendAsync(Http)).Region);
    }

    [Fact]
    public async Task Send_RouteWithoutRegionsOrPreparations_StillLosesTheHeaders()
    {
        await using var gateway = await RegionalGateway.StartAsync();

        var echo = await gateway.GetAsync("/plain/x", (Region, "eu"), (Identity, "i"), ("X-McpProxy-Profile", "p"), ("X-McpProxy-Context", "h"), ("X-Other", "o"));

        Assert.DoesNotContain(echo.Headers.Keys, h => h.StartsWith("X-McpProxy", StringComparison.OrdinalIgnoreCase));
        Assert.Equal("o", echo.Headers["X-Other"]);
    }
}
