using System.Text.Json;

namespace McpProxy.IntegrationTests.AmazonAds;

/// <summary>The tools that find and choose profiles.</summary>
public sealed class ProfileToolTests
{
    [Fact]
    public async Task SetActiveProfile_WithoutSession_HoldsForCallsWithTheHandle()
    {
        await using var door = await AdsDoor.StartAsync();

        var set = await door.CallAsync("set_active_profile", $$"""{"profile_id":"{{AdsDoor.UsProfile}}"}""");
        var with = await door.CallAsync("get_active_profile", context: set.GetProperty("context").GetString());
        var without = await door.CallAsync("get_active_profile");

        Assert.True(set.GetProperty("success").GetBoolean());
        Assert.Equal("Northwind Outdoor US", set.GetProperty("name").GetString());
        Assert.Equal("US", set.GetProperty("country_code").GetString());
        Assert.Equal("seller", set.GetProperty("account_type").GetString());
        Assert.False(set.GetProperty("session_present").GetBoolean());
        Assert.Equal("request", set.GetProperty("state_scope").GetString());
        Assert.Equal(AdsDoor.UsProfile, with.GetProperty("profile_id").GetString());
        Assert.Equal("explicit", with.GetProperty("source").GetString());
        Assert.Equal("handle", with.GetProperty("state_reason").GetString());
        Assert.Equal(JsonValueKind.Null, without.GetProperty("profile_id").ValueKind);
        Assert.Equal("none", without.GetProperty("source").GetString());
        Assert.Equal("no_session", without.GetProperty("state_reason").GetString());
    }

    [Fact]
    public async Task SetActiveProfile_InASession_HoldsForTheSession()
    {
        await using var door = await AdsDoor.StartAsync();
        var session = await door.InitializeAsync();

        var set = await door.CallInSessionAsync(session, "set_active_profile", $$"""{"profile_id":"{{AdsDoor.UsProfile}}"}""");
        var get = await door.CallInSessionAsync(session, "get_active_profile");
        var other = await door.CallInSessionAsync(await door.InitializeAsync(), "get_active_profile");

        Assert.Equal("session", set.GetProperty("state_scope").GetString());
        Assert.True(set.GetProperty("session_present").GetBoolean());
        Assert.Equal(AdsDoor.UsProfile, get.GetProperty("profile_id").GetString());
        Assert.Equal(JsonValueKind.Null, get.GetProperty("state_reason").ValueKind);
        Assert.Equal(JsonValueKind.Null, other.GetProperty("profile_id").ValueKind);
    }

    [Fact]
    public async Task SetActiveProfile_OnOneIdentity_ReturnsWithIt()
    {
        await using var door = await AdsDoor.StartAsync();
        var session = await door.InitializeAsync();

        await door.CallInSessionAsync(session, "set_active_profile", $$"""{"profile_id":"{{AdsDoor.UsProfile}}"}""");
        var b = await door.CallInSessionAsync(session, "set_active_identity", """{"identity_id":"identity-2"}""");
        var onB = await door.CallInSessionAsync(session, "get_active_profile");
        var a = await door.CallInSessionAsync(session, "set_active_identity", """{"identity_id":"identity-1"}""");
        var onA = await door.CallInSessionAsync(session, "get_active_profile");

        Assert.Equal(JsonValueKind.Null, b.GetProperty("profile_id").ValueKind);
        Assert.Equal(JsonValueKind.Null, onB.GetProperty("profile_id").ValueKind);
        Assert.Equal(AdsDoor.UsProfile, a.GetProperty("profile_id").GetString());
        Assert.Equal(AdsDoor.UsProfile, onA.GetProperty("profile_id").GetString());
    }

    [Fact]
    public async Task SetActiveProfile_NoNumber_IsRefused()
    {
        await using var door = await AdsDoor.StartAsync();

        var result = await door.ResultAsync("set_active_profile", """{"profile_id":"northwind outdoor us"}""");
        var content = result.GetProperty("structuredContent");

        Assert.True(result.GetProperty("isError").GetBoolean());
        Assert.False(content.GetProperty("success").GetBoolean());
        Assert.Equal("INVALID_PROFILE_ID", content.GetProperty("error").GetString());
        Assert.Equal("invalid_profile_id", result.GetProperty("_meta").GetProperty("mcpproxy/error").GetProperty("code").GetString());
        Assert.Equal(AdsDoor.UsProfile, content.GetProperty("did_you_mean")[0].GetProperty("profile_id").GetString());
    }

    [Fact]
    public async Task SetActiveProfile_UnknownNumber_NamesTheNearest()
    {
        await using var door = await AdsDoor.StartAsync();

        var content = await door.CallAsync("set_active_profile", """{"profile_id":"1043817530956286"}""");

        Assert.Equal("PROFILE_NOT_FOUND", content.GetProperty("error").GetString());
        Assert.Equal(AdsDoor.UsProfile, content.GetProperty("did_you_mean")[0].GetProperty("profile_id").GetString());
    }

    [Fact]
    public async Task ClearActiveProfile_ChosenOne_NamesTheFallback()
    {
        await using var door = await AdsDoor.StartAsync();
        var session = await door.InitializeAsync();
        await door.CallInSessionAsync(session, "set_active_profile", $$"""{"profile_id":"{{AdsDoor.UsProfile}}"}""");

        var cleared = await door.CallInSessionAsync(session, "clear_active_profile");
        var after = await door.CallInSessionAsync(session, "get_active_profile");

        Assert.True(cleared.GetProperty("success").GetBoolean());
        Assert.Equal(JsonValueKind.Null, cleared.GetProperty("fallback_profile_id").ValueKind);
        Assert.Equal("No profile is active now.", cleared.GetProperty("message").GetString());
        Assert.Equal(JsonValueKind.Null, after.GetProperty("profile_id").ValueKind);
    }

    [Fact]
    public async Task SearchProfiles_ByNameCountryAndType_FindsThem()
    {
        await using var door = await AdsDoor.StartAsync();

        var byName = await door.CallAsync("search_profiles", """{"query":"harbour"}""");
        var byAll = await door.CallAsync("search_profiles", """{"query":"harbour","country_code":"ca","account_type":"Vendor"}""");
        var none = await door.CallAsync("search_profiles", """{"country_code":"DE"}""");

        Assert.Equal(4, byName.GetProperty("total_count").GetInt32());
        var found = Assert.Single(byAll.GetProperty("items").EnumerateArray());
        Assert.Equal("Harbour Coffee CA", found.GetProperty("name").GetString());
        Assert.Equal("vendor", found.GetProperty("account_type").GetString());
        Assert.False(byAll.GetProperty("has_more").GetBoolean());
        Assert.Equal(0, none.GetProperty("returned_count").GetInt32());
    }

    [Theory]
    [InlineData("search_profiles", 50)]
    [InlineData("page_profiles", 100)]
    public async Task Limit_AboveTheMost_IsClampedWithAMessage(string tool, int most)
    {
        await using var door = await AdsDoor.StartAsync();

        var result = await door.CallAsync(tool, """{"limit":500}""");

        Assert.Equal($"The limit 500 is above the most that is returned at once; {most} was used.", result.GetProperty("message").GetString());
        Assert.Equal(8, result.GetProperty("returned_count").GetInt32());
    }

    [Fact]
    public async Task PageProfiles_AllPages_AreAllProfiles()
    {
        await using var door = await AdsDoor.StartAsync();

        var first = await door.CallAsync("page_profiles", """{"limit":5}""");
        var second = await door.CallAsync("page_profiles", $$"""{"limit":5,"offset":{{first.GetProperty("next_offset").GetInt32()}}}""");

        Assert.True(first.GetProperty("has_more").GetBoolean());
        Assert.False(second.GetProperty("has_more").GetBoolean());
        Assert.Equal(JsonValueKind.Null, second.GetProperty("next_offset").ValueKind);
        Assert.Equal(8, first.GetProperty("items").EnumerateArray().Concat(second.GetProperty("items").EnumerateArray()).Select(p => p.GetProperty("profile_id").GetString()).Distinct().Count());
    }

    [Fact]
    public async Task SummarizeProfiles_Some_CountsThem()
    {
        await using var door = await AdsDoor.StartAsync();

        var summary = await door.CallAsync("summarize_profiles");

        Assert.Equal(8, summary.GetProperty("total_count").GetInt32());
        Assert.Equal("""{"BR":2,"CA":2,"MX":2,"US":2}""", summary.GetProperty("by_country").GetRawText());
        Assert.Equal("""{"seller":4,"vendor":4}""", summary.GetProperty("by_account_type").GetRawText());
        Assert.Equal("identity-1", summary.GetProperty("identity_id").GetString());
    }

    [Fact]
    public async Task Profiles_AskedForAtOnceAndAgain_AreFetchedOnce()
    {
        await using var door = await AdsDoor.StartAsync();

        await Task.WhenAll(Enumerable.Range(0, 20).Select(_ => door.CallAsync("summarize_profiles")));
        door.Time.Advance(TimeSpan.FromSeconds(299));
        await door.CallAsync("search_profiles");
        Assert.Equal(1, door.Listings());
        door.Time.Advance(TimeSpan.FromSeconds(1));
        await door.CallAsync("search_profiles");
        Assert.Equal(2, door.Listings());
        await door.CallAsync("refresh_profiles_cache");
        Assert.Equal(3, door.Listings());
    }

    [Fact]
    public async Task Profiles_OfOthers_AreNotShared()
    {
        await using var door = await AdsDoor.StartAsync();

        foreach (var user in (string[])["alice", "bob", "alice"])
        {
            door.User = user;
            await door.CallAsync("summarize_profiles");
        }

        Assert.Equal(2, door.Listings());
    }

    [Fact]
    public async Task Profiles_UpstreamIsDown_AreStale()
    {
        await using var door = await AdsDoor.StartAsync();
        await door.CallAsync("summarize_profiles");
        door.Simulator.Faults.Set("/v2/profiles", "status=503");
        door.Time.Advance(TimeSpan.FromMinutes(6));

        var stale = await door.CallAsync("search_profiles");
        var refreshed = await door.ResultAsync("refresh_profiles_cache");
        door.Simulator.Faults.Clear();
        var fresh = await door.CallAsync("search_profiles");

        Assert.True(stale.GetProperty("stale").GetBoolean());
        Assert.Equal(360, stale.GetProperty("age_seconds").GetInt32());
        Assert.Equal(8, stale.GetProperty("total_count").GetInt32());
        Assert.Contains("old one", stale.GetProperty("message").GetString(), StringComparison.Ordinal);
        Assert.True(refreshed.GetProperty("isError").GetBoolean());
        Assert.False(fresh.GetProperty("stale").GetBoolean());
    }

    [Theory]
    [InlineData("status=401")]
    [InlineData("status=403")]
    public async Task Profiles_UpstreamRefusesTheCaller_OldOnesStayClosed(string fault)
    {
        await using var door = await AdsDoor.StartAsync();
        await door.CallAsync("summarize_profiles");
        door.Simulator.Faults.Set("/v2/profiles", fault);
        door.Time.Advance(TimeSpan.FromMinutes(6));

        var result = await door.ResultAsync("search_profiles");

        Assert.True(result.GetProperty("isError").GetBoolean());
        Assert.DoesNotContain("Northwind", result.GetRawText(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Profiles_DownFromTheBegin_IsTheUpstreamsError()
    {
        await using var door = await AdsDoor.StartAsync();
        door.Simulator.Faults.Set("/v2/profiles", "status=503");

        var result = await door.ResultAsync("search_profiles");

        Assert.Equal("upstream_http", result.GetProperty("_meta").GetProperty("mcpproxy/error").GetProperty("kind").GetString());
    }

    [Fact]
    public async Task Profiles_TokenServerIsDown_AreStale()
    {
        await using var door = await AdsDoor.StartAsync();
        await door.CallAsync("summarize_profiles");
        door.Identities.Down = "*";
        door.Time.Advance(TimeSpan.FromMinutes(6));

        var stale = await door.CallAsync("search_profiles");

        Assert.True(stale.GetProperty("stale").GetBoolean());
        Assert.Equal("identity-1", stale.GetProperty("identity_id").GetString());
    }

    [Fact]
    public async Task SelectProfile_ClientWithoutForms_GetsTheChoices()
    {
        await using var door = await AdsDoor.StartAsync();

        var choices = await door.CallAsync("select_profile");

        Assert.Equal("choose", choices.GetProperty("action").GetString());
        Assert.Equal(8, choices.GetProperty("items").GetArrayLength());
        Assert.Contains("set_active_profile", choices.GetProperty("message").GetString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task SelectProfile_ClientWithForms_UserChooses()
    {
        await using var door = await AdsDoor.StartAsync();

        var asked = await door.CallWithFormsAsync("select_profile");
        var form = asked.GetProperty("inputRequests").GetProperty("profile").GetProperty("params").GetProperty("requestedSchema").GetProperty("properties").GetProperty("profile_id");
        Assert.Equal(AdsDoor.UsProfile, form.GetProperty("enum")[0].GetString());
        Assert.Equal("Northwind Outdoor US (US, seller)", form.GetProperty("enumNames")[0].GetString());
        var chosen = await door.CallWithFormsAsync("select_profile", $$"""{"profile":{"action":"accept","content":{"profile_id":"{{AdsDoor.UsProfile}}"} } }""");
        var declined = await door.CallWithFormsAsync("select_profile", """{"profile":{"action":"decline"}}""");

        Assert.Equal(AdsDoor.UsProfile, chosen.GetProperty("structuredContent").GetProperty("profile_id").GetString());
        Assert.Equal("decline", declined.GetProperty("structuredContent").GetProperty("action").GetString());
        Assert.False(declined.GetProperty("structuredContent").GetProperty("success").GetBoolean());
    }
}
