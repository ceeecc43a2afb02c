using AdsSimulator;
using McpProxy.Plugins.AmazonAds;
using McpProxy.Plugins.Credentials;
using McpProxy.Plugins.Transforms;
using McpProxy.Testing;
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

    private async Task<List<string?>> ProfilesAsync(string token)
    {
        var result = await _proxy.CallAsync("page_profiles", "{}", request => request.Headers.TryAddWithoutValidation("X-Openbridge-Token", token));
        Assert.True(result.TryGetProperty("structuredContent", out var page) && page.TryGetProperty("items", out _), result.ToString());
        return [.. page.GetProperty("items").EnumerateArray().Select(i => i.GetProperty("profile_id").GetString())];
    }
}
