using System.Net.Http.Json;
using System.Text.Json;
using AdsSimulator;
using McpProxy.Plugins.AmazonAds;
using McpProxy.Plugins.Credentials;
using McpProxy.Plugins.Transforms;
using McpProxy.Testing;
using McpProxy.Testing.Mcp;
using Microsoft.Extensions.DependencyInjection;

namespace McpProxy.IntegrationTests.AmazonAds;

/// <summary>Partners whose credential stands in a header that only the token exchange reads: to authentication they are all the same caller.</summary>
public sealed class HeaderCredentialTests : IAsyncLifetime
{
    private const string Token = "acct:secret-token-0123456789";
    private const string OtherToken = "other:secret-token-9876543210";
    private RunningSimulator _simulator = null!;
    private ProxyHost _proxy = null!;

    public async ValueTask InitializeAsync()
    {
        _simulator = await SimulatorApp.StartAsync(options => options.Ads = options.Ads with { RequireTokens = true });
        var servers = $"{_simulator.BaseAddress}openbridge";
        _proxy = await ProxyHost.StartAsync(
            $$"""
            {
              "ReverseProxy": {
                "Routes": {
                  "profiles": { "ClusterId": "ads", "Match": { "Path": "/v2/profiles/{**rest}" },
                    "Transforms": [ { "TokenExchange": "partner" }, { "HeaderScrub": "ads" }, { "HeaderInject": "ads" } ] }
                },
                "Clusters": {
                  "ads": {
                    "Metadata": { "RegionRouting": "ads" },
                    "Destinations": {
                      "na": { "Address": "{{_simulator.AddressOf("na")}}", "Metadata": { "Region": "na" } },
                      "eu": { "Address": "{{_simulator.AddressOf("eu")}}", "Metadata": { "Region": "eu" } },
                      "fe": { "Address": "{{_simulator.AddressOf("fe")}}", "Metadata": { "Region": "fe" } }
                    }
                  }
                }
              },
              "McpProxy": {
                "TokenExchange": { "partner": { "Preset": "openbridge", "Servers": { "auth": "{{servers}}", "identities": "{{servers}}", "service": "{{servers}}" } } },
                "HeaderScrub": { "ads": { "Preset": "amazon-ads" } },
                "HeaderInject": { "ads": { "Preset": "amazon-ads" } },
                "RegionRouting": { "ads": { "Preset": "amazon-ads" } },
                "AmazonAds": { "main": { "ProfilesRoute": "profiles", "TokenExchange": "partner" } }
              }
            }
            """,
            builder => builder.Services.AddMcpProxy(builder.Configuration).AddTransforms().AddCredentials().AddAmazonAds());
    }

    public async ValueTask DisposeAsync()
    {
        await _proxy.DisposeAsync();
        await _simulator.DisposeAsync();
    }

    [Fact]
    public async Task Profiles_OfOnePartner_AreNotShownToAnother()
    {
        var own = await ProfilesAsync(Token);
        var others = await ProfilesAsync(OtherToken);

        Assert.NotEmpty(own);
        Assert.NotEmpty(others);
        Assert.Empty(own.Intersect(others));
        Assert.Equal(own, await ProfilesAsync(Token));
    }

    [Fact]
    public async Task Profiles_OfAPartner_AreNotShownWithoutACredential()
    {
        await ProfilesAsync(Token);

        var result = await _proxy.CallAsync("page_profiles", "{}");

        Assert.True(result.GetProperty("isError").GetBoolean(), result.ToString());
        Assert.Equal("auth_required", result.GetProperty("_meta").GetProperty("mcpproxy/error").GetProperty("kind").GetString());
    }

    /// <summary>Authentication knows one caller only, so the session goes on; what was chosen with the other token does not.</summary>
    [Fact]
    public async Task Choice_OfAnotherToken_IsDroppedAndTheCallerIsTold()
    {
        using var opened = await _proxy.Http.SendAsync(McpMessages.Initialize(), TestContext.Current.CancellationToken);
        var session = opened.Headers.GetValues("Mcp-Session-Id").Single();
        var own = (await InSessionAsync(session, Token, "list_identities")).GetProperty("structuredContent").GetProperty("identities")[1].GetProperty("id").GetString()!;
        var chosen = await InSessionAsync(session, Token, "set_active_identity", $$"""{"identity_id":"{{own}}"}""");
        var kept = await InSessionAsync(session, Token, "get_active_identity");

        var swapped = await InSessionAsync(session, OtherToken, "get_active_identity");
        var handle = chosen.GetProperty("structuredContent").GetProperty("context").GetString();
        var refused = await _proxy.CallAsync("get_active_identity", $$"""{"context":"{{handle}}"}""", request => request.Headers.TryAddWithoutValidation("X-Openbridge-Token", OtherToken));

        Assert.Equal(own, kept.GetProperty("structuredContent").GetProperty("identity").GetProperty("id").GetString());
        Assert.DoesNotContain(own, swapped.ToString(), StringComparison.Ordinal);
        Assert.Contains("token_swapped", swapped.ToString(), StringComparison.Ordinal);
        Assert.Equal("token_swapped", refused.GetProperty("_meta").GetProperty("mcpproxy/error").GetProperty("code").GetString());
    }

    private async Task<JsonElement> InSessionAsync(string session, string token, string tool, string arguments = "{}")
    {
        using var response = await _proxy.Http.SendAsync(
            McpMessages.LegacyRequest("tools/call", $$"""{"name":"{{tool}}","arguments":{{arguments}} }""", session: session).With("X-Openbridge-Token", token), TestContext.Current.CancellationToken);
        return (await response.Content.ReadFromJsonAsync<JsonElement>(TestContext.Current.CancellationToken)).GetProperty("result");
    }

    private async Task<List<string?>> ProfilesAsync(string token)
    {
        var result = await _proxy.CallAsync("page_profiles", "{}", request => request.Headers.TryAddWithoutValidation("X-Openbridge-Token", token));
        Assert.True(result.TryGetProperty("structuredContent", out var page) && page.TryGetProperty("items", out _), result.ToString());
        return [.. page.GetProperty("items").EnumerateArray().Select(i => i.GetProperty("profile_id").GetString())];
    }
}
