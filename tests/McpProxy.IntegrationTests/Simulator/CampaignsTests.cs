using System.Net;
using System.Text;
using System.Text.Json.Nodes;

namespace McpProxy.IntegrationTests.Simulator;

public sealed class CampaignsTests(SimulatorFixture fixture) : IClassFixture<SimulatorFixture>
{
    private const string MediaType = "application/vnd.spCampaign.v3+json";
    private const string Profile = "1043817530956285";

    [Fact]
    public async Task List_PageByPage_ReturnsEveryEnabledCampaignOnce()
    {
        var ids = new List<string>();
        string? token = null;
        do
        {
            var body = new JsonObject { ["stateFilter"] = new JsonObject { ["include"] = new JsonArray("ENABLED") }, ["maxResults"] = 5, ["nextToken"] = token };
            var page = await SendAsync(HttpMethod.Post, "/fe/sp/campaigns/list", body.ToJsonString());
            ids.AddRange(page["campaigns"]!.AsArray().Select(c => c!["campaignId"]!.GetValue<string>()));
            Assert.All(page["campaigns"]!.AsArray(), c => Assert.Equal("ENABLED", c!["state"]!.GetValue<string>()));
            Assert.Equal(36, page["totalResults"]!.GetValue<int>());
            token = page["nextToken"]?.GetValue<string>();
        }
        while (token is not null);

        Assert.Equal(36, ids.Count);
        Assert.Equal(36, ids.Distinct().Count());
    }

    [Fact]
    public async Task List_VendorType_IsAnsweredInTheVendorType()
    {
        using var content = new StringContent("{}", Encoding.UTF8, MediaType);
        using var response = await fixture.Client.PostAsync("/sp/campaigns/list", content, TestContext.Current.CancellationToken);

        Assert.Equal(HttpStatusCode.OK, response.StatusCode);
        Assert.Equal(MediaType, response.Content.Headers.ContentType?.ToString());
    }

    [Fact]
    public async Task List_ScopeOfAnotherRegion_IsUnauthorized()
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, "/eu/sp/campaigns/list") { Content = new StringContent("{}", Encoding.UTF8, MediaType) };
        request.Headers.Add("Amazon-Advertising-API-Scope", Profile);
        using var response = await fixture.Client.SendAsync(request, TestContext.Current.CancellationToken);

        Assert.Equal(HttpStatusCode.Unauthorized, response.StatusCode);
    }

    [Fact]
    public async Task CreateUpdateDelete_OneGoodOneBad_ReportsEachByIndex()
    {
        var created = await SendAsync(HttpMethod.Post, "/sp/campaigns",
            """{"campaigns":[{"name":"No budget","targetingType":"AUTO"},{"name":"New","targetingType":"AUTO","budget":{"budget":12.5}}]}""");
        var success = Assert.Single(created["campaigns"]!["success"]!.AsArray());
        var id = success!["campaignId"]!.GetValue<string>();
        Assert.Equal(1, success["index"]!.GetValue<int>());
        Assert.Equal("""[{"index":0,"errors":[{"errorType":"missingValueError","message":"budget is required."}]}]""", created["campaigns"]!["error"]!.ToJsonString());

        var updated = await SendAsync(HttpMethod.Put, "/sp/campaigns", $$$"""{"campaigns":[{"campaignId":"{{{id}}}","state":"PAUSED"},{"campaignId":"1","state":"PAUSED"}]}""");
        Assert.Equal(
            $$$$"""{"success":[{"index":0,"campaignId":"{{{{id}}}}","campaign":{"campaignId":"{{{{id}}}}","name":"New","state":"PAUSED","targetingType":"AUTO","budget":{"budget":12.5,"budgetType":"DAILY"}}}],"error":[{"index":1,"errors":[{"errorType":"entityNotFoundError","message":"There is no campaign 1 in this scope."}]}]}""",
            updated["campaigns"]!.ToJsonString());

        await SendAsync(HttpMethod.Post, "/sp/campaigns/delete", $$$"""{"campaignIdFilter":{"include":["{{{id}}}"]}}""");
        var list = await SendAsync(HttpMethod.Post, "/sp/campaigns/list", $$$"""{"campaignIdFilter":{"include":["{{{id}}}"]}}""");
        Assert.Equal("ARCHIVED", list["campaigns"]![0]!["state"]!.GetValue<string>());
    }

    [Theory]
    [InlineData("""{"maxResults":0}""", "application/json", HttpStatusCode.BadRequest)]
    [InlineData("""{"nextToken":"nonsense!"}""", "application/json", HttpStatusCode.BadRequest)]
    [InlineData("""{"stateFilter":""", "application/json", HttpStatusCode.BadRequest)]
    [InlineData("null", "application/json", HttpStatusCode.BadRequest)]
    [InlineData("a=b", "application/x-www-form-urlencoded", HttpStatusCode.UnsupportedMediaType)]
    public async Task List_BadRequest_IsRefused(string body, string mediaType, HttpStatusCode expected)
    {
        using var response = await fixture.Client.PostAsync("/sp/campaigns/list", new StringContent(body, Encoding.UTF8, mediaType), TestContext.Current.CancellationToken);

        Assert.Equal(expected, response.StatusCode);
    }

    [Fact]
    public async Task Create_ManyAtOnce_GivesEveryCampaignItsOwnId()
    {
        var created = await Task.WhenAll(Enumerable.Range(0, 200).Select(i =>
            SendAsync(HttpMethod.Post, "/eu/sp/campaigns", $$$"""{"campaigns":[{"name":"c{{{i}}}","targetingType":"AUTO","budget":{"budget":1}}]}""")));

        Assert.Equal(200, created.Select(c => c["campaigns"]!["success"]![0]!["campaignId"]!.GetValue<string>()).Distinct().Count());
    }

    private async Task<JsonNode> SendAsync(HttpMethod method, string path, string json)
    {
        using var request = new HttpRequestMessage(method, path) { Content = new StringContent(json, Encoding.UTF8, MediaType) };
        request.Headers.Add("Prefer", "return=representation");
        using var response = await fixture.Client.SendAsync(request, TestContext.Current.CancellationToken);
        Assert.True(response.IsSuccessStatusCode, response.ToString());
        return JsonNode.Parse(await response.Content.ReadAsStringAsync(TestContext.Current.CancellationToken))!;
    }
}
