using System.IO.Compression;
using System.Net;
using System.Text;
using System.Text.Json.Nodes;

namespace McpProxy.IntegrationTests.Simulator;

public sealed class ExportsTests(SimulatorFixture fixture) : IClassFixture<SimulatorFixture>
{
    [Theory]
    [InlineData("campaigns", "application/vnd.campaignsexport.v1+json", ",C")]
    [InlineData("adGroups", "application/vnd.adgroupsexport.v1+json", ",A")]
    [InlineData("ads", "application/vnd.adsexport.v1+json", ",AD")]
    [InlineData("targets", "application/vnd.targetsexport.v1+json", ",T")]
    public async Task Export_Polled_CompletesWithAFile(string kind, string mediaType, string suffix)
    {
        using var content = new StringContent("""{"stateFilter":["PAUSED"]}""", Encoding.UTF8, mediaType);
        using var accepted = await fixture.Client.PostAsync($"/fe/{kind}/export", content, TestContext.Current.CancellationToken);
        var id = JsonNode.Parse(await accepted.Content.ReadAsStringAsync(TestContext.Current.CancellationToken))!["exportId"]!.GetValue<string>();
        var first = await fixture.Client.GetJsonAsync($"/fe/exports/{id}");
        var second = await fixture.Client.GetJsonAsync($"/fe/exports/{id}");

        Assert.Equal(HttpStatusCode.Accepted, accepted.StatusCode);
        Assert.Equal(mediaType, accepted.Content.Headers.ContentType?.ToString());
        Assert.EndsWith(suffix, Encoding.ASCII.GetString(System.Buffers.Text.Base64Url.DecodeFromChars(id)), StringComparison.Ordinal);
        Assert.Equal(["PROCESSING", "COMPLETED"], new[] { first, second }.Select(s => s["status"]!.GetValue<string>()));

        await using var file = await fixture.Client.GetStreamAsync(second["url"]!.GetValue<string>(), TestContext.Current.CancellationToken);
        await using var json = new GZipStream(file, CompressionMode.Decompress);
        var rows = (await JsonNode.ParseAsync(json, cancellationToken: TestContext.Current.CancellationToken))!.AsArray();
        Assert.Equal(24, rows.Count);
        Assert.All(rows, r => Assert.Equal("PAUSED", r!["state"]!.GetValue<string>()));
    }

    [Theory]
    [InlineData("OTc2MDhjNmEtNDg3Zi00YzMyLTllOWEtMDMwNjNhYTk1MGM0LEM", "application/vnd.campaignsexport.v1+json")]
    [InlineData("OTc2MDhjNmEtNDg3Zi00YzMyLTllOWEtMDMwNjNhYTk1MGM0LEE", "application/vnd.adgroupsexport.v1+json")]
    [InlineData("OTc2MDhjNmEtNDg3Zi00YzMyLTllOWEtMDMwNjNhYTk1MGM0LEFE", "application/vnd.adsexport.v1+json")]
    [InlineData("OTc2MDhjNmEtNDg3Zi00YzMyLTllOWEtMDMwNjNhYTk1MGM0LFI", "application/vnd.adsexport.v1+json")]
    [InlineData("OTc2MDhjNmEtNDg3Zi00YzMyLTllOWEtMDMwNjNhYTk1MGM0LFQ", "application/vnd.targetsexport.v1+json")]
    public async Task Get_KnownId_IsAnsweredInTheTypeOfItsKindOnly(string id, string mediaType)
    {
        Assert.Equal((HttpStatusCode.OK, mediaType), await GetAsync(id, mediaType));
        Assert.Equal((HttpStatusCode.OK, mediaType), await GetAsync(id, "*/*"));
        Assert.Equal((HttpStatusCode.NotAcceptable, "application/problem+json"), await GetAsync(id, "application/vnd.other.v1+json"));
    }

    [Theory]
    [InlineData("not-base64!!", HttpStatusCode.BadRequest)]
    [InlineData("aGVsbG8", HttpStatusCode.BadRequest)]
    [InlineData("MDAwMDAwMDAtNDg3Zi00YzMyLTllOWEtMDMwNjNhYTk1MGM0LEM", HttpStatusCode.NotFound)]
    public async Task Get_IdThatIsNoExport_IsAProblem(string id, HttpStatusCode expected)
    {
        Assert.Equal((expected, "application/problem+json"), await GetAsync(id, "*/*"));
    }

    [Fact]
    public async Task Export_VendorTypeOfAnotherKind_IsRefused()
    {
        using var content = new StringContent("{}", Encoding.UTF8, "application/vnd.adsexport.v1+json");
        using var response = await fixture.Client.PostAsync("/campaigns/export", content, TestContext.Current.CancellationToken);

        Assert.Equal(HttpStatusCode.UnsupportedMediaType, response.StatusCode);
    }

    private async Task<(HttpStatusCode Status, string? MediaType)> GetAsync(string id, string accept)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, $"/exports/{id}");
        request.Headers.TryAddWithoutValidation("Accept", accept);
        using var response = await fixture.Client.SendAsync(request, TestContext.Current.CancellationToken);
        return (response.StatusCode, response.Content.Headers.ContentType?.MediaType);
    }
}
