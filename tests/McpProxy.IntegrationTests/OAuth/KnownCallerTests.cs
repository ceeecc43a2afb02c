using System.Net;
using AdsSimulator;
using McpProxy.IntegrationTests.Authentication;
using McpProxy.Plugins.Credentials;
using McpProxy.Plugins.Transforms;
using McpProxy.Testing;
using Microsoft.AspNetCore.WebUtilities;
using Microsoft.Extensions.DependencyInjection;

namespace McpProxy.IntegrationTests.OAuth;

/// <summary>The flow of callers whom the proxy's own authentication knows, with nothing but HTTP.</summary>
public sealed class KnownCallerTests : IAsyncLifetime
{
    private readonly TempFile _secret = TempFile.With("simulator-secret");
    private RunningSimulator _simulator = null!;

    public async ValueTask InitializeAsync() => _simulator = await SimulatorApp.StartAsync();

    public async ValueTask DisposeAsync()
    {
        await _simulator.DisposeAsync();
        _secret.Dispose();
    }

    [Fact]
    public async Task Flow_WithApiKeys_IsTheKeysOwn()
    {
        await using var proxy = await StartAsync($$"""{ "PublicOrigin": "http://127.0.0.1:9", "Schemes": { {{SecuredGateway.ApiKeys}} } }""");

        using var refused = await SendAsync(proxy, "/auth/start/idp", null);
        using var start = await SendAsync(proxy, "/auth/start/idp", SecuredGateway.ReaderKey);
        var redirectUri = (string?)QueryHelpers.ParseQuery(start.Headers.Location!.Query)["redirect_uri"];
        using var agreed = await proxy.Http.GetAsync(start.Headers.Location);
        using var page = await SendAsync(proxy, agreed.Headers.Location!.PathAndQuery, null); // A browser brings no key.
        using var reader = await SendAsync(proxy, "/strava/athlete/activities", SecuredGateway.ReaderKey);
        using var guest = await SendAsync(proxy, "/strava/athlete/activities", SecuredGateway.GuestKey);

        Assert.Equal("http://127.0.0.1:9/auth/callback/idp", redirectUri);
        Assert.Equal(
            (HttpStatusCode.Unauthorized, HttpStatusCode.Redirect, HttpStatusCode.OK, HttpStatusCode.OK, HttpStatusCode.BadGateway),
            (refused.StatusCode, start.StatusCode, page.StatusCode, reader.StatusCode, guest.StatusCode));
    }

    [Fact]
    public async Task Start_WithoutACredential_SaysWhereOneComesFrom()
    {
        await using var proxy = await StartAsync($$"""{ "PublicOrigin": "http://127.0.0.1:9", "AuthorizationServers": [ "https://idp.example" ], "Schemes": { {{SecuredGateway.ApiKeys}} } }""");

        using var refused = await SendAsync(proxy, "/auth/start/idp", null);

        Assert.Equal("Bearer resource_metadata=\"http://127.0.0.1:9/.well-known/oauth-protected-resource/mcp\"", refused.Headers.WwwAuthenticate.ToString());
    }

    [Fact]
    public async Task Flow_OfNobody_IsSharedWhenItIsAllowed()
    {
        await using var proxy = await StartAsync("null", """, "AllowAnonymous": true, "RedirectUri": "http://127.0.0.1:9/auth/callback" """);

        using var start = await SendAsync(proxy, "/auth/start/idp", null);
        using var agreed = await proxy.Http.GetAsync(start.Headers.Location);
        using var page = await SendAsync(proxy, agreed.Headers.Location!.PathAndQuery, null);

        Assert.Equal(HttpStatusCode.OK, page.StatusCode);
        Assert.False((await proxy.CallAsync("list_activities")).GetProperty("isError").GetBoolean());
    }

    private static Task<HttpResponseMessage> SendAsync(ProxyHost proxy, string path, string? key)
    {
        var request = new HttpRequestMessage(HttpMethod.Get, path);
        if (key is not null)
        {
            request.Headers.Add("X-API-Key", key);
        }

        return proxy.Http.SendAsync(request);
    }

    private async Task<ProxyHost> StartAsync(string authentication, string options = "")
    {
        var json = $$"""
            {
              "ReverseProxy": {
                "Routes": { "activities": { "ClusterId": "sim", "Match": { "Path": "/strava/{**rest}" }, "Transforms": [ { "OAuthToken": "idp" }, { "HeaderInject": "bearer" } ] } },
                "Clusters": { "sim": { "Destinations": { "a": { "Address": "{{_simulator.BaseAddress}}" } } } }
              },
              "Mcp": { "Tools": { "list_activities": { "Route": "activities", "Request": "GET /strava/athlete/activities" } } },
              "McpProxy": {
                "Authentication": {{authentication}},
                "HeaderInject": { "bearer": { "Headers": { "Authorization": { "Item": "access_token", "Prefix": "Bearer " } } } },
                "OAuth": {
                  "idp": { "Preset": "strava", "ClientId": "12345", "ClientSecret": "file:{{_secret}}",
                    "AuthorizationUrl": "{{_simulator.BaseAddress}}strava/oauth/authorize", "TokenUrl": "{{_simulator.BaseAddress}}strava/oauth/token" {{options}} }
                }
              }
            }
            """;
        return await ProxyHost.StartAsync(json, b => b.Services.AddMcpProxy(b.Configuration).AddTransforms().AddCredentials());
    }
}
