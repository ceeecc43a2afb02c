using System.Text.Json;

namespace McpProxy.IntegrationTests.AmazonAds;

/// <summary>The tools about identities and contexts.</summary>
public sealed class IdentityToolTests
{
    [Fact]
    public async Task ListIdentities_Some_HaveTheirAttributes()
    {
        await using var door = await AdsDoor.StartAsync();

        var list = await door.CallAsync("list_identities");

        Assert.Equal(2, list.GetProperty("total").GetInt32());
        Assert.False(list.GetProperty("has_more").GetBoolean());
        Assert.Equal(
            """{"id":"identity-2","type":"remote_identity","attributes":{"name":"Test Identity 2","region":"eu"},"relationships":{}}""",
            list.GetProperty("identities")[1].GetRawText());
    }

    [Fact]
    public async Task ListIdentities_ProviderIsDown_IsItsError()
    {
        await using var door = await AdsDoor.StartAsync();
        door.Identities.Down = "*";

        var result = await door.ResultAsync("list_identities");

        Assert.Equal("token_endpoint_unreachable", result.GetProperty("_meta").GetProperty("mcpproxy/error").GetProperty("code").GetString());
    }

    [Fact]
    public async Task SetActiveIdentity_Known_LoadsItsCredentials()
    {
        await using var door = await AdsDoor.StartAsync();

        var set = await door.CallAsync("set_active_identity", """{"identity_id":"identity-2"}""");
        var get = await door.CallAsync("get_active_identity", context: set.GetProperty("context").GetString());

        Assert.True(set.GetProperty("credentials_loaded").GetBoolean());
        Assert.Equal("eu", set.GetProperty("region").GetString());
        Assert.Equal("identity-2", set.GetProperty("identity").GetProperty("id").GetString());
        Assert.Equal("identity-2", get.GetProperty("identity").GetProperty("id").GetString());
        Assert.Equal("explicit", get.GetProperty("source").GetString());
    }

    [Fact]
    public async Task SetActiveIdentity_ItsTokenServerIsDown_IsChosenAndSaysSo()
    {
        await using var door = await AdsDoor.StartAsync();
        door.Identities.Down = "identity-2";

        var set = await door.CallAsync("set_active_identity", """{"identity_id":"identity-2"}""");

        Assert.True(set.GetProperty("success").GetBoolean());
        Assert.False(set.GetProperty("credentials_loaded").GetBoolean());
        Assert.Contains("could not be reached", set.GetProperty("message").GetString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task SetActiveIdentity_Unknown_NamesTheNearest()
    {
        await using var door = await AdsDoor.StartAsync();

        var content = await door.CallAsync("set_active_identity", """{"identity_id":"identity2"}""");

        Assert.Equal("IDENTITY_NOT_FOUND", content.GetProperty("error").GetString());
        Assert.Equal("identity-2", content.GetProperty("did_you_mean").GetString());
    }

    [Fact]
    public async Task GetActiveIdentity_NoneChosen_IsTheDefault()
    {
        await using var door = await AdsDoor.StartAsync();

        var get = await door.CallAsync("get_active_identity");

        Assert.Equal("identity-1", get.GetProperty("identity").GetProperty("id").GetString());
        Assert.Equal("default", get.GetProperty("source").GetString());
    }

    [Fact]
    public async Task Identities_WithoutTokenExchange_AreOne()
    {
        await using var door = await AdsDoor.StartAsync("\"ToolPrefix\": \"\"", transforms: "");

        var list = await door.CallAsync("list_identities");
        var set = await door.CallAsync("set_active_identity", """{"identity_id":"direct-auth"}""");
        var get = await door.CallAsync("get_active_identity");
        var profile = await door.CallAsync("set_active_profile", $$"""{"profile_id":"{{AdsDoor.UsProfile}}"}""");
        var state = await door.CallAsync("get_session_state", context: profile.GetProperty("context").GetString());

        Assert.Equal("direct-auth", Assert.Single(list.GetProperty("identities").EnumerateArray()).GetProperty("id").GetString());
        Assert.True(set.GetProperty("success").GetBoolean());
        Assert.Equal("direct-auth", get.GetProperty("identity").GetProperty("id").GetString());
        Assert.Equal("direct-auth", state.GetProperty("identity_id").GetString());
        Assert.Equal(AdsDoor.UsProfile, state.GetProperty("profile_id").GetString());
        Assert.Equal($$"""{"direct-auth":"{{AdsDoor.UsProfile}}"}""", state.GetProperty("profiles").GetRawText());
    }

    [Fact]
    public async Task SetContext_IdentityAndProfile_HoldTogether()
    {
        await using var door = await AdsDoor.StartAsync();

        var set = await door.CallAsync("set_context", $$"""{"identity_id":"identity-2","region":"na","profile_id":"{{AdsDoor.UsProfile}}"}""");
        var state = await door.CallAsync("get_session_state", context: set.GetProperty("context").GetString());

        Assert.Equal("identity-2", set.GetProperty("identity_id").GetString());
        Assert.Equal(AdsDoor.UsProfile, set.GetProperty("profile_id").GetString());
        Assert.Equal("handle", state.GetProperty("identity_source").GetString());
        Assert.Equal("handle", state.GetProperty("profile_source").GetString());
        Assert.Equal("na", state.GetProperty("region").GetString());
        Assert.Equal("handle", state.GetProperty("region_source").GetString());
        Assert.Equal($$"""{"identity-2":"{{AdsDoor.UsProfile}}"}""", state.GetProperty("profiles").GetRawText());
        Assert.True(state.GetProperty("credentials_loaded").GetBoolean());
    }

    [Fact]
    public async Task SetContext_OneOfThemIsUnknown_NothingChanges()
    {
        await using var door = await AdsDoor.StartAsync();
        var session = await door.InitializeAsync();

        var refused = await door.CallInSessionAsync(session, "set_context", """{"identity_id":"identity-2","profile_id":"1"}""");
        var state = await door.CallInSessionAsync(session, "get_session_state");

        Assert.Equal("PROFILE_NOT_FOUND", refused.GetProperty("error").GetString());
        Assert.Equal("identity-1", state.GetProperty("identity_id").GetString());
        Assert.Equal("identity", state.GetProperty("identity_source").GetString());
    }

    [Fact]
    public async Task GetSessionState_TokenServerIsDown_SaysWhatIsKnown()
    {
        await using var door = await AdsDoor.StartAsync();
        var context = (await door.CallAsync("set_active_identity", """{"identity_id":"identity-2"}""")).GetProperty("context").GetString();
        door.Identities.Down = "*";

        var state = await door.CallAsync("get_session_state", context: context);

        Assert.Equal("identity-2", state.GetProperty("identity_id").GetString());
        Assert.False(state.GetProperty("credentials_loaded").GetBoolean());
        Assert.Equal(JsonValueKind.String, state.GetProperty("message").ValueKind);
    }

    [Fact]
    public async Task Context_OfAnotherCaller_IsRefused()
    {
        await using var door = await AdsDoor.StartAsync();
        door.User = "alice";
        var context = (await door.CallAsync("set_active_identity", """{"identity_id":"identity-2"}""")).GetProperty("context").GetString();
        door.User = "bob";

        var result = await door.ResultAsync("get_active_identity", context: context);

        Assert.Equal("context_handle_invalid", result.GetProperty("_meta").GetProperty("mcpproxy/error").GetProperty("code").GetString());
    }
}
