using System.Text.Json;
using AdsSimulator;
using McpProxy.Plugins.AmazonAds;
using McpProxy.Plugins.Credentials;
using McpProxy.Plugins.Transforms;
using McpProxy.Testing;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.DependencyInjection;

namespace McpProxy.IntegrationTests.AmazonAds;

/// <summary>A user authorizes the proxy at Amazon with tools, from the first status to the last: real flow, real vault, an API that demands its tokens.</summary>
public sealed class DirectToolTests : IAsyncLifetime
{
    private readonly TempFile _secret = TempFile.With("simulator-secret");
    private RunningSimulator _simulator = null!;
    private ProxyHost _proxy = null!;

    public async ValueTask InitializeAsync()
    {
        _simulator = await SimulatorApp.StartAsync(o => o.Ads = o.Ads with { RequireTokens = true });
        var sim = _simulator.BaseAddress;
        _proxy = await ProxyHost.StartAsync(
            $$"""
            {
              "ReverseProxy": {
                "Routes": { "profiles": { "ClusterId": "ads", "Match": { "Path": "/v2/profiles/{**rest}" }, "Transforms": [ { "OAuthToken": "amazon" }, { "HeaderInject": "ads" } ] } },
                "Clusters": { "ads": { "Destinations": { "na": { "Address": "{{_simulator.AddressOf("na")}}" } } } }
              },
              "McpProxy": {
                "HeaderInject": { "ads": { "Headers": {
                  "Authorization": { "Item": "access_token", "Prefix": "Bearer " },
                  "Amazon-Advertising-API-ClientId": { "Value": "amzn1.application-oa2-client.simulator" } } } },
                "OAuth": { "amazon": { "Preset": "amazon-ads", "ClientId": "amzn1.application-oa2-client.simulator", "ClientSecret": "file:{{_secret}}",
                  "AuthorizationUrl": "{{sim}}lwa/ap/oa", "TokenUrl": "{{sim}}lwa/auth/o2/token", "RedirectUri": "http://localhost/auth/callback" } },
                "AmazonAds": { "main": { "ProfilesRoute": "profiles", "OAuth": "amazon" } }
              }
            }
            """,
            builder => builder.Services.AddMcpProxy(builder.Configuration).AddTransforms().AddCredentials().AddAmazonAds(),
            app => app.Use((context, next) =>
            {
                if (context.Request.Headers["X-User"] is [{ } user])
                {
                    context.Features.Set(new ExchangeCaller { Scheme = "test", Principal = user });
                }

                return next(context);
            }));
    }

    public async ValueTask DisposeAsync()
    {
        await _proxy.DisposeAsync();
        await _simulator.DisposeAsync();
        _secret.Dispose();
    }

    [Fact]
    public async Task User_Authorizes_ListsProfilesAndForgets()
    {
        Assert.Equal("not_started", await StatusAsync("alice"));
        Assert.Equal("auth_required", await FailureAsync("alice"));

        var start = await CallAsync("alice", "start_oauth_flow");
        Assert.Equal(10, start.GetProperty("expires_in_minutes").GetInt32());
        Assert.Equal("pending", await StatusAsync("alice"));
        using var agreed = await _proxy.Http.GetAsync($"{start.GetProperty("auth_url").GetString()}&login_hint=alice", TestContext.Current.CancellationToken);
        using var page = await _proxy.Http.GetAsync(agreed.Headers.Location!.PathAndQuery, TestContext.Current.CancellationToken);
        page.EnsureSuccessStatusCode();

        var active = await CallAsync("alice", "check_oauth_status");
        Assert.True(active.GetProperty("authenticated").GetBoolean());
        Assert.True(active.GetProperty("has_refresh_token").GetBoolean());
        Assert.Equal("not_started", await StatusAsync("bob"));
        Assert.Equal("auth_required", await FailureAsync("bob"));
        Assert.EndsWith("(alice)", (await CallAsync("alice", "page_profiles")).GetProperty("items")[0].GetProperty("name").GetString(), StringComparison.Ordinal);
        Assert.Equal("success", (await CallAsync("alice", "refresh_oauth_token")).GetProperty("status").GetString());

        Assert.True((await CallAsync("alice", "clear_oauth_tokens")).GetProperty("cleared").GetBoolean());
        Assert.Equal("not_started", await StatusAsync("alice"));
        Assert.Equal("auth_required", await FailureAsync("alice"));
    }

    private async Task<string?> StatusAsync(string user) => (await CallAsync(user, "check_oauth_status")).GetProperty("status").GetString();

    private async Task<string?> FailureAsync(string user) =>
        (await ResultAsync(user, "page_profiles")).GetProperty("_meta").GetProperty("mcpproxy/error").GetProperty("kind").GetString();

    private async Task<JsonElement> CallAsync(string user, string tool) => (await ResultAsync(user, tool)).GetProperty("structuredContent");

    private Task<JsonElement> ResultAsync(string user, string tool) => _proxy.CallAsync(tool, "{}", r => r.Headers.Add("X-User", user));
}
