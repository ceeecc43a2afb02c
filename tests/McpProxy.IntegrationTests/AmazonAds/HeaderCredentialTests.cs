using System.Net.Http.Json;
using System.Text.Json;
using McpProxy.Testing.Mcp;

namespace McpProxy.IntegrationTests.AmazonAds;

/// <summary>Partners whose credential stands in a header that only the token exchange reads: to authentication they are all the same caller.</summary>
public sealed class HeaderCredentialTests : IAsyncLifetime
{
    private PartnerDoor _door = null!;

    public async ValueTask InitializeAsync() => _door = await PartnerDoor.StartAsync(
        """
        "profiles": { "ClusterId": "ads", "Match": { "Path": "/v2/profiles/{**rest}" },
          "Transforms": [ { "TokenExchange": "partner" }, { "HeaderScrub": "ads" }, { "HeaderInject": "ads" } ] }
        """,
        configure: options => options.Ads = options.Ads with { RequireTokens = true });

    public ValueTask DisposeAsync() => _door.DisposeAsync();

    [Fact]
    public async Task Profiles_OfOnePartner_AreNotShownToAnother()
    {
        var own = await ProfilesAsync(PartnerDoor.Token);
        var others = await ProfilesAsync(PartnerDoor.OtherToken);

        Assert.NotEmpty(own);
        Assert.NotEmpty(others);
        Assert.Empty(own.Intersect(others));
        Assert.Equal(own, await ProfilesAsync(PartnerDoor.Token));
    }

    [Fact]
    public async Task Profiles_OfAPartner_AreNotShownWithoutACredential()
    {
        await ProfilesAsync(PartnerDoor.Token);

        var result = await _door.Proxy.CallAsync("page_profiles", "{}");

        Assert.True(result.GetProperty("isError").GetBoolean(), result.ToString());
        Assert.Equal("auth_required", result.GetProperty("_meta").GetProperty("mcpproxy/error").GetProperty("kind").GetString());
    }

    /// <summary>Authentication knows one caller only, so the session goes on; what was chosen with the other token does not.</summary>
    [Fact]
    public async Task Choice_OfAnotherToken_IsDroppedAndTheCallerIsTold()
    {
        using var opened = await _door.Proxy.Http.SendAsync(McpMessages.Initialize(), TestContext.Current.CancellationToken);
        var session = opened.Headers.GetValues("Mcp-Session-Id").Single();
        var own = (await InSessionAsync(session, PartnerDoor.Token, "list_identities")).GetProperty("structuredContent").GetProperty("identities")[1].GetProperty("id").GetString()!;
        var chosen = await InSessionAsync(session, PartnerDoor.Token, "set_active_identity", $$"""{"identity_id":"{{own}}"}""");
        var kept = await InSessionAsync(session, PartnerDoor.Token, "get_active_identity");

        var swapped = await InSessionAsync(session, PartnerDoor.OtherToken, "get_active_identity");
        var handle = chosen.GetProperty("structuredContent").GetProperty("context").GetString();
        var refused = await _door.Proxy.CallAsync("get_active_identity", $$"""{"context":"{{handle}}"}""", request => request.Headers.TryAddWithoutValidation("X-Openbridge-Token", PartnerDoor.OtherToken));

        Assert.Equal(own, kept.GetProperty("structuredContent").GetProperty("identity").GetProperty("id").GetString());
        Assert.DoesNotContain(own, swapped.ToString(), StringComparison.Ordinal);
        Assert.Contains("token_swapped", swapped.ToString(), StringComparison.Ordinal);
        Assert.Equal("token_swapped", refused.GetProperty("_meta").GetProperty("mcpproxy/error").GetProperty("code").GetString());
    }

    private async Task<JsonElement> InSessionAsync(string session, string token, string tool, string arguments = "{}")
    {
        using var response = await _door.Proxy.Http.SendAsync(
            McpMessages.LegacyRequest("tools/call", $$"""{"name":"{{tool}}","arguments":{{arguments}} }""", session: session).With("X-Openbridge-Token", token), TestContext.Current.CancellationToken);
        return (await response.Content.ReadFromJsonAsync<JsonElement>(TestContext.Current.CancellationToken)).GetProperty("result");
    }

    private async Task<List<string?>> ProfilesAsync(string token)
    {
        var result = await _door.Proxy.CallAsync("page_profiles", "{}", request => request.Headers.TryAddWithoutValidation("X-Openbridge-Token", token));
        Assert.True(result.TryGetProperty("structuredContent", out var page) && page.TryGetProperty("items", out _), result.ToString());
        return [.. page.GetProperty("items").EnumerateArray().Select(i => i.GetProperty("profile_id").GetString())];
    }
}
