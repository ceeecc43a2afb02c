namespace McpProxy.IntegrationTests.Partners;

/// <summary><c>config/examples/amazon-ads-refresh-token.json</c>: one account, in the regions that calls choose.</summary>
public sealed class AmazonAdsRefreshTokenExampleTests : IAsyncLifetime
{
    private const string TokenEndpoint = "/lwa/auth/o2/token";

    private ExampleGateway _gateway = null!;

    public async ValueTask InitializeAsync() => _gateway = await ExampleGateway.StartAsync("amazon-ads-refresh-token");

    public ValueTask DisposeAsync() => _gateway.DisposeAsync();

    [Fact]
    public async Task Call_BothDoors_UseTheConfiguredAccount()
    {
        var profiles = await _gateway.GetAsync(Caller.Nobody, "/v2/profiles");
        var overHttp = _gateway.Upstream("/v2/profiles", "Authorization");
        var profile = profiles[0].GetProperty("profileId").GetInt64();
        await _gateway.CallToolAsync(Caller.Nobody, "list_campaigns", $$"""{"profile_id":"{{profile}}"}""");

        Assert.StartsWith("Bearer Atza|", overHttp, StringComparison.Ordinal);
        Assert.Equal(overHttp, _gateway.Upstream("/sp", "Authorization"));
        Assert.Equal((profile.ToString(), ExampleFiles.Variable("AMAZON_AD_API_CLIENT_ID")), (_gateway.Upstream("/sp", "Amazon-Advertising-API-Scope"), _gateway.Upstream("/sp", "Amazon-Advertising-API-ClientId")));
        Assert.Equal(1, _gateway.Simulator.Calls.Of(TokenEndpoint));
    }

    [Fact]
    public async Task Token_Expired_IsRefreshedOnceForHundredCallsAndItsRotationIsKept()
    {
        _gateway.Simulator.Lwa.Settings.Update(s => s with { RotateRefreshTokens = true });
        await _gateway.GetAsync(Caller.Nobody, "/v2/profiles");
        for (var rotation = 1; rotation <= 2; rotation++)
        {
            _gateway.Time.Advance(TimeSpan.FromMinutes(61));
            await Task.WhenAll(Enumerable.Range(0, 100).Select(i => i % 2 == 0 ? _gateway.GetAsync(Caller.Nobody, "/v2/profiles") : _gateway.CallToolAsync(Caller.Nobody, "refresh_profiles_cache")));

            Assert.Equal(1 + rotation, _gateway.Simulator.Calls.Of(TokenEndpoint));
        }
    }

    /// <summary>No identity is bound to a region here, so the call's own word counts; a region that nobody knows counts as none.</summary>
    [Theory]
    [InlineData("eu", "eu")]
    [InlineData("Japan", "fe")]
    [InlineData("XX", "na")]
    [InlineData(null, "na")]
    public async Task Region_SaidByTheCall_IsTheDestinationAndItsHost(string? said, string region)
    {
        var caller = said is null ? Caller.Nobody : Caller.Nobody.With(("X-McpProxy-Region", said));
        await _gateway.GetAsync(caller, "/v2/profiles");
        var overHttp = _gateway.Upstream("/v2/profiles", "Host");
        await _gateway.CallAsync(Caller.Nobody, "list_campaigns", said is null ? """{"profile_id":"1"}""" : $$"""{"profile_id":"1","region":"{{said}}"}""");

        Assert.Equal(_gateway.Simulator.AddressOf(region).Authority, overHttp);
        Assert.Equal(overHttp, _gateway.Upstream("/sp", "Host"));
    }

    [Fact]
    public async Task Profile_NotChosen_IsAskedForBeforeAnythingIsSent()
    {
        var overMcp = await _gateway.FailToolAsync(Caller.Nobody, "list_campaigns");
        var overHttp = await _gateway.FailAsync(Caller.Nobody, "/sp/campaigns/list", HttpMethod.Post, "{}");

        Assert.Equal(("profile_required", "profile_required"), (overMcp.GetProperty("code").GetString(), overHttp.GetProperty("code").GetString()));
        Assert.Empty(_gateway.Simulator.Requests.Snapshot("/sp"));
    }
}
