using System.Net;

namespace McpProxy.IntegrationTests.Simulator;

public sealed class ProfilesTests(SimulatorFixture fixture) : IClassFixture<SimulatorFixture>
{
    [Fact]
    public async Task List_NorthAmerica_HasTheShapeOfTheRealApi()
    {
        var profiles = (await fixture.Client.GetJsonAsync("/v2/profiles")).AsArray();

        Assert.Equal(8, profiles.Count);
        Assert.Equal(
            """{"profileId":1043817530956285,"countryCode":"US","currencyCode":"USD","dailyBudget":999999999,"timezone":"America/Los_Angeles","accountInfo":{"marketplaceStringId":"ATVPDKIKX0DER","id":"AT10EAZSZIGNK","type":"seller","name":"Northwind Outdoor US","validPaymentMethod":true}}""",
            profiles[0]!.ToJsonString());
    }

    [Fact]
    public async Task List_ThreeRegions_ShareNoProfile()
    {
        var ids = new List<long>();
        foreach (var region in new[] { "na", "eu", "fe" })
        {
            ids.AddRange((await fixture.Client.GetJsonAsync($"/{region}/v2/profiles")).AsArray().Select(p => p!["profileId"]!.GetValue<long>()));
        }

        Assert.Equal(30, ids.Count);
        Assert.Equal(ids.Count, ids.Distinct().Count());
    }

    [Theory]
    [InlineData("profileTypeFilter=vendor", 4)]
    [InlineData("profileTypeFilter=vendor,seller", 8)]
    [InlineData("validPaymentMethodFilter=false", 2)]
    public async Task List_Filtered_KeepsWhatMatches(string query, int expected)
    {
        Assert.Equal(expected, (await fixture.Client.GetJsonAsync($"/v2/profiles?{query}")).AsArray().Count);
    }

    [Fact]
    public async Task Get_ProfileOfAnotherRegion_IsNotFound()
    {
        using var response = await fixture.Client.GetAsync("/eu/v2/profiles/1043817530956285", TestContext.Current.CancellationToken);

        Assert.Equal(HttpStatusCode.NotFound, response.StatusCode);
        Assert.Equal("application/problem+json", response.Content.Headers.ContentType?.MediaType);
        Assert.Equal(
            """{"type":"about:blank","title":"Not Found","status":404,"detail":"There is no profile 1043817530956285 in region eu.","code":"NOT_FOUND","details":"There is no profile 1043817530956285 in region eu."}""",
            await response.Content.ReadAsStringAsync(TestContext.Current.CancellationToken));
    }
}
