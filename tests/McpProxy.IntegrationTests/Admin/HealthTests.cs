using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using McpProxy.Testing;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.DependencyInjection;

namespace McpProxy.IntegrationTests.Admin;

public sealed class HealthTests
{
    [Theory]
    [InlineData("/health/live", "live")]
    [InlineData("/health/ready", "ready")]
    [InlineData("/ping", "Healthy")]
    public async Task Get_RoutesThatMatchTheSamePath_ProxyItselfAnswers(string path, string status)
    {
        await using var upstream = new RawUpstream();
        await using var proxy = await StartAsync(upstream);

        using var response = await proxy.Http.GetAsync(new Uri(path, UriKind.Relative), TestContext.Current.CancellationToken);

        Assert.Equal(HttpStatusCode.OK, response.StatusCode);
        Assert.Equal("application/json", response.Content.Headers.ContentType?.MediaType);
        Assert.True(response.Headers.CacheControl?.NoStore);
        var report = await response.Content.ReadFromJsonAsync<JsonElement>(TestContext.Current.CancellationToken);
        Assert.Equal(status, report.GetProperty("status").GetString());
        Assert.Empty(upstream.Requests);
    }

    [Fact]
    public async Task Post_ToAHealthPath_GoesUpstream()
    {
        await using var upstream = new RawUpstream();
        await using var proxy = await StartAsync(upstream);

        using var response = await proxy.Http.PostAsync(new Uri("/ping", UriKind.Relative), null, TestContext.Current.CancellationToken);

        Assert.Equal("{}", await response.Content.ReadAsStringAsync(TestContext.Current.CancellationToken));
        Assert.StartsWith("POST /ping ", Assert.Single(upstream.Requests), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Get_FallbackPolicyOfTheHost_DoesNotLockProbesOut()
    {
        await using var upstream = new RawUpstream();
        await using var proxy = await StartAsync(upstream, services => services
            .AddAuthentication("none").AddScheme<Microsoft.AspNetCore.Authentication.AuthenticationSchemeOptions, NobodyHandler>("none", null).Services
            .AddAuthorization(o => o.FallbackPolicy = new Microsoft.AspNetCore.Authorization.AuthorizationPolicyBuilder().RequireAuthenticatedUser().Build()));

        using var ready = await proxy.Http.GetAsync(new Uri("/health/ready", UriKind.Relative), TestContext.Current.CancellationToken);
        using var proxied = await proxy.Http.GetAsync(new Uri("/anything", UriKind.Relative), TestContext.Current.CancellationToken);

        Assert.Equal((HttpStatusCode.OK, HttpStatusCode.Unauthorized), (ready.StatusCode, proxied.StatusCode));
    }

    private static Task<ProxyHost> StartAsync(RawUpstream upstream, Action<IServiceCollection>? configure = null) => ProxyHost.StartAsync(
        $$"""
        {
          "ReverseProxy": {
            "Routes": {
              "all": { "ClusterId": "up", "Order": -1000, "Match": { "Path": "/{**rest}" } },
              "same": { "ClusterId": "up", "Order": -2000, "Match": { "Path": "/health/ready" } }
            },
            "Clusters": { "up": { "Destinations": { "one": { "Address": "{{upstream.Address}}" } } } }
          }
        }
        """,
        builder => configure?.Invoke(builder.Services),
        app => app.MapMcpProxyHealth());
}
