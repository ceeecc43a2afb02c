using System.Text.Json;

namespace McpProxy.IntegrationTests.AmazonAds;

/// <summary>The tools about regions.</summary>
public sealed class RegionToolTests
{
    private const string Direct = "\"ToolPrefix\": \"\"";

    [Fact]
    public async Task ListRegions_All_HaveTheirCountries()
    {
        await using var door = await AdsDoor.StartAsync(Direct, transforms: "");

        var list = await door.CallAsync("list_regions");
        var regions = list.GetProperty("regions").EnumerateArray().ToDictionary(r => r.GetProperty("code").GetString()!);

        Assert.Equal(["eu", "fe", "na"], regions.Keys.Order(StringComparer.Ordinal));
        Assert.Equal("na", list.GetProperty("current_region").GetString());
        Assert.Equal("Far East", regions["fe"].GetProperty("name").GetString());
        Assert.Equal("""["AU","JP","SG"]""", regions["fe"].GetProperty("countries").GetRawText());
        Assert.Equal("https://api.amazon.co.jp/auth/o2/token", regions["fe"].GetProperty("oauth_endpoint").GetString());
        Assert.Equal($"{door.Simulator.BaseAddress}eu", regions["eu"].GetProperty("api_endpoint").GetString());
    }

    [Fact]
    public async Task SetRegion_DirectAuthorization_LaterCallsGoThere()
    {
        await using var door = await AdsDoor.StartAsync(Direct, transforms: "");

        var set = await door.CallAsync("set_region", """{"region":"EU"}""");
        var context = set.GetProperty("context").GetString();
        var get = await door.CallAsync("get_region", context: context);
        var routing = await door.CallAsync("get_routing_state", context: context);
        var summary = await door.CallAsync("summarize_profiles", context: context);

        Assert.Equal("na", set.GetProperty("previous_region").GetString());
        Assert.Equal("eu", set.GetProperty("new_region").GetString());
        Assert.Equal("Europe", set.GetProperty("region_name").GetString());
        Assert.Equal("https://api.amazon.co.uk/auth/o2/token", set.GetProperty("oauth_endpoint").GetString());
        Assert.Equal("eu", get.GetProperty("region").GetString());
        Assert.Equal(
            ("eu", "override", "eu", door.Simulator.BaseAddress.Authority, JsonValueKind.Null),
            (routing.GetProperty("override").GetString(), routing.GetProperty("source").GetString(), routing.GetProperty("region").GetString(), routing.GetProperty("host").GetString(), routing.GetProperty("marketplace").ValueKind));
        Assert.Equal(2, summary.GetProperty("by_country").GetProperty("DE").GetInt32());
    }

    [Fact]
    public async Task RoutingState_NothingChosen_IsTheFallback()
    {
        await using var door = await AdsDoor.StartAsync(Direct, transforms: "");

        var routing = await door.CallAsync("get_routing_state");

        Assert.Equal(("fallback", "na", JsonValueKind.Null), (routing.GetProperty("source").GetString(), routing.GetProperty("region").GetString(), routing.GetProperty("override").ValueKind));
    }

    [Fact]
    public async Task RoutingState_IdentityBindsTheRegion_IsTheIdentity()
    {
        await using var door = await AdsDoor.StartAsync();
        door.Identities.BindsRegion = true;

        var context = (await door.CallAsync("set_active_identity", """{"identity_id":"identity-2"}""")).GetProperty("context").GetString();
        var routing = await door.CallAsync("get_routing_state", context: context);

        Assert.Equal(("identity", "eu"), (routing.GetProperty("source").GetString(), routing.GetProperty("region").GetString()));
    }

    [Fact]
    public async Task SetRegion_IdentityBindsAnotherOne_IsRefused()
    {
        await using var door = await AdsDoor.StartAsync();
        door.Identities.BindsRegion = true;

        var refused = await door.ResultAsync("set_region", """{"region":"fe"}""");
        var same = await door.CallAsync("set_region", """{"region":"na"}""");
        var context = await door.CallAsync("set_context", """{"identity_id":"identity-2","region":"na"}""");

        Assert.True(refused.GetProperty("isError").GetBoolean());
        Assert.Equal("REGION_MISMATCH", refused.GetProperty("structuredContent").GetProperty("error").GetString());
        Assert.True(same.GetProperty("success").GetBoolean());
        Assert.Equal(JsonValueKind.Null, same.GetProperty("context").ValueKind);
        Assert.Equal("REGION_MISMATCH", context.GetProperty("error").GetString());
    }

    [Fact]
    public async Task SetRegion_IdentityWouldBindAndNoneIsThere_IsRefused()
    {
        await using var door = await AdsDoor.StartAsync();
        door.Identities.BindsRegion = true;
        door.Identities.Down = "*";

        var refused = await door.CallAsync("set_region", """{"region":"fe"}""");

        Assert.Equal("NO_IDENTITY", refused.GetProperty("error").GetString());
    }

    [Fact]
    public async Task SetRegion_AliasOfTheOperator_IsTaken()
    {
        await using var door = await AdsDoor.StartAsync(Direct, transforms: "");

        Assert.Equal("na", (await door.CallAsync("set_region", """{"region":"usa"}""")).GetProperty("new_region").GetString());
    }

    [Theory]
    [InlineData("germany", "Regions are: eu, fe, na.")]
    [InlineData("DE", "Did you mean 'eu'? Regions are: eu, fe, na.")]
    [InlineData("asiaa", "Did you mean 'fe'? Regions are: eu, fe, na.")]
    public async Task SetRegion_Unknown_HintsAtTheRightOne(string region, string hint)
    {
        await using var door = await AdsDoor.StartAsync(Direct, transforms: "");

        var refused = await door.CallAsync("set_region", $$"""{"region":"{{region}}"}""");

        Assert.Equal("INVALID_REGION", refused.GetProperty("error").GetString());
        Assert.Equal(hint, refused.GetProperty("hint").GetString());
    }
}
