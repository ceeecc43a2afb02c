using McpProxy.Credentials;

namespace McpProxy.IntegrationTests.AmazonAds;

/// <summary>The tools that authorize.</summary>
public sealed class OAuthToolTests
{
    private const string Section = "\"OAuth\": \"amazon\"";

    [Fact]
    public async Task Status_FromStartToClear_IsTold()
    {
        await using var door = await AdsDoor.StartAsync(Section, transforms: "");

        Assert.Equal("not_started", (await door.CallAsync("check_oauth_status")).GetProperty("status").GetString());
        var start = await door.CallAsync("start_oauth_flow");
        Assert.Equal("success", start.GetProperty("status").GetString());
        Assert.Equal("https://www.amazon.com/ap/oa?state=base.sig", start.GetProperty("auth_url").GetString());
        Assert.Equal(10, start.GetProperty("expires_in_minutes").GetInt32());
        Assert.False(start.GetProperty("session_bound").GetBoolean());
        Assert.Equal("pending", (await door.CallAsync("check_oauth_status")).GetProperty("status").GetString());
        door.Flow.Report = new AuthorizationReport(AuthorizationStatus.Active) { HasRefreshToken = true, IssuedAt = door.Time.GetUtcNow(), AccessTokenExpiresAt = door.Time.GetUtcNow().AddHours(1) };
        door.Time.Advance(TimeSpan.FromMinutes(61));
        var active = await door.CallAsync("check_oauth_status");
        Assert.True(active.GetProperty("authenticated").GetBoolean());
        Assert.True(active.GetProperty("access_token_expired").GetBoolean());
        Assert.True(active.GetProperty("has_refresh_token").GetBoolean());
        Assert.Equal(61, active.GetProperty("token_age_minutes").GetInt32());
        Assert.Equal(3600, (await door.CallAsync("refresh_oauth_token")).GetProperty("expires_in_seconds").GetInt32());
        Assert.True((await door.CallAsync("clear_oauth_tokens")).GetProperty("cleared").GetBoolean());
        Assert.Equal("not_started", (await door.CallAsync("check_oauth_status")).GetProperty("status").GetString());
    }

    [Fact]
    public async Task Refresh_WithoutAuthorization_IsAuthRequired()
    {
        await using var door = await AdsDoor.StartAsync(Section, transforms: "");

        var result = await door.ResultAsync("refresh_oauth_token");

        Assert.Equal("auth_required", result.GetProperty("_meta").GetProperty("mcpproxy/error").GetProperty("kind").GetString());
    }

    [Fact]
    public async Task Results_NoneOfThem_HoldsAToken()
    {
        await using var door = await AdsDoor.StartAsync(Section, transforms: "");
        door.Flow.Report = new AuthorizationReport(AuthorizationStatus.Active) { HasRefreshToken = true, IssuedAt = door.Time.GetUtcNow() };

        foreach (var tool in (string[])["check_oauth_status", "refresh_oauth_token", "get_session_state", "clear_oauth_tokens"])
        {
            Assert.DoesNotContain("Atza|", (await door.ResultAsync(tool)).GetRawText(), StringComparison.Ordinal);
        }
    }

    [Fact]
    public async Task Profiles_AfterAnotherAuthorization_AreFetchedAgain()
    {
        await using var door = await AdsDoor.StartAsync(Section, transforms: "");
        door.Flow.Report = new AuthorizationReport(AuthorizationStatus.Active) { IssuedAt = door.Time.GetUtcNow() };
        await door.CallAsync("summarize_profiles");
        door.Flow.Report = door.Flow.Report with { IssuedAt = door.Time.GetUtcNow().AddSeconds(10) };
        await door.CallAsync("summarize_profiles");

        Assert.Equal(2, door.Listings());
    }
}
