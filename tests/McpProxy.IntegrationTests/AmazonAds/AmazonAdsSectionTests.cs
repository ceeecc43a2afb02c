using System.Text.Json;
using McpProxy.Configuration;
using McpProxy.Testing.Mcp;

namespace McpProxy.IntegrationTests.AmazonAds;

/// <summary>The section <c>McpProxy:AmazonAds</c>.</summary>
public sealed class AmazonAdsSectionTests
{
    private static readonly string[] _always =
    [
        "clear_active_profile", "get_active_identity", "get_active_profile", "get_session_state", "list_identities", "page_profiles", "refresh_profiles_cache",
        "search_profiles", "select_profile", "set_active_identity", "set_active_profile", "set_context", "summarize_profiles",
    ];

    private static readonly string[] _regions = ["get_region", "get_routing_state", "list_regions", "set_region"];

    private static readonly string[] _oauth = ["check_oauth_status", "clear_oauth_tokens", "refresh_oauth_token", "start_oauth_flow"];

    [Fact]
    public async Task Tools_ByDefault_AreThoseThatCanWork()
    {
        await using var door = await AdsDoor.StartAsync(isRegional: false);

        Assert.Equal(_always, await NamesAsync(door));
    }

    [Fact]
    public async Task Tools_WithRegionsAndAuthorization_AreThereToo()
    {
        await using var door = await AdsDoor.StartAsync("\"OAuth\": \"amazon\"");

        Assert.Equal(_always.Concat(_regions).Concat(_oauth).Order(StringComparer.Ordinal), await NamesAsync(door));
    }

    [Fact]
    public async Task Tools_GroupsAndPrefix_AreThoseOfThem()
    {
        await using var door = await AdsDoor.StartAsync("\"TokenExchange\": \"some\", \"ToolPrefix\": \"ads_\", \"Groups\": [ \"Identities\" ]");

        Assert.Equal(["ads_get_active_identity", "ads_list_identities", "ads_set_active_identity"], await NamesAsync(door));
    }

    [Theory]
    [InlineData("\"TokenExchange\": \"sone\"", "McpProxy:AmazonAds:main:TokenExchange: MCP014: There is no 'sone' under McpProxy:TokenExchange. Did you mean 'some'?")]
    [InlineData("\"OAuth\": \"google\"", "McpProxy:AmazonAds:main:OAuth: MCP014: There is no 'google' under McpProxy:OAuth. Configured are: amazon.")]
    [InlineData("\"Groups\": [ \"OAuth\" ]", "McpProxy:AmazonAds:main:OAuth: MCP013: McpProxy:AmazonAds:main:Groups:0 asks for tools that need an OAuth provider. Set 'OAuth' to a name under McpProxy:OAuth.")]
    [InlineData("\"Authorization\": \"staff\"", "McpProxy:AmazonAds:main:Authorization: MCP052: Callers are not asked who they are, so that no policy can be met. Add McpProxy:Authentication. A host that authenticates callers itself defines its policies in code, and routes name them.")]
    [InlineData("\"Groups\": [ \"Regions\" ]", "McpProxy:AmazonAds:main:Groups:0: MCP016: The cluster of route 'ads' is not routed by region. Set RegionRouting in its metadata, or leave the group out.")]
    [InlineData("\"ProfilesRequest\": \"GET /profiles\"", "McpProxy:AmazonAds:main:ProfilesRoute: MCP106: The route 'ads' does not match '/profiles': its path is '/v2/{**rest}'. Change the request, or name the route that serves it.")]
    public async Task Section_WithAMistake_IsNotUsed(string section, string mistake)
    {
        var exception = await Assert.ThrowsAsync<InvalidConfigurationException>(() => AdsDoor.StartAsync(section, isRegional: false));

        Assert.Equal([mistake], exception.Errors.Select(e => e.ToString()));
    }

    private static async Task<IEnumerable<string?>> NamesAsync(AdsDoor door)
    {
        using var response = await door.Proxy.Http.SendAsync(McpMessages.ModernRequest("tools/list"), TestContext.Current.CancellationToken);
        var answer = JsonElement.Parse(await response.Content.ReadAsStringAsync(TestContext.Current.CancellationToken));
        return answer.GetProperty("result").GetProperty("tools").EnumerateArray().Select(t => t.GetProperty("name").GetString());
    }
}
