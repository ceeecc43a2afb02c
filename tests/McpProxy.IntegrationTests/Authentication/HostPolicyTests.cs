using System.Net;
using AdsSimulator;
using McpProxy.IntegrationTests.Dispatch;
using McpProxy.Testing;
using McpProxy.Testing.Mcp;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.DependencyInjection;
using static McpProxy.IntegrationTests.Authentication.SecuredGateway;

namespace McpProxy.IntegrationTests.Authentication;

/// <summary>Policies of the host's own code take for somebody only who has proved it.</summary>
public sealed class HostPolicyTests
{
    private const string PartnerToken = "made-up:0123456789abcdef0123456789";

    [Theory]
    [InlineData("X-API-Key", GuestKey, HttpStatusCode.OK)]
    [InlineData("X-Partner-Token", PartnerToken, HttpStatusCode.Unauthorized)]
    public async Task Route_ThatNeedsAnAuthenticatedUser_RefusesUnprovedCallersOnBothDoors(string header, string value, HttpStatusCode expected)
    {
        await using var simulator = await SimulatorApp.StartAsync();
        await using var proxy = await StartProxyAsync(simulator);
        using var request = new HttpRequestMessage(HttpMethod.Get, "/echo/known");
        With(header, value)(request);

        using var overHttp = await proxy.Http.SendAsync(request);
        using var overMcp = await proxy.SendCallAsync("known", "{}", With(header, value));

        Assert.Equal((expected, expected), (overHttp.StatusCode, overMcp.StatusCode));
    }

    [Theory]
    [InlineData("X-API-Key", GuestKey, HttpStatusCode.OK)]
    [InlineData("X-Partner-Token", PartnerToken, HttpStatusCode.Unauthorized)]
    public async Task McpEndpoint_ThatNeedsAnAuthenticatedUser_RefusesUnprovedCallers(string header, string value, HttpStatusCode expected)
    {
        await using var simulator = await SimulatorApp.StartAsync();
        await using var proxy = await StartProxyAsync(simulator, mcp => mcp.RequireAuthorization());
        using var request = McpMessages.ModernRequest("tools/list");
        With(header, value)(request);

        using var response = await proxy.Http.SendAsync(request);

        Assert.Equal(expected, response.StatusCode);
    }

    private static Task<ProxyHost> StartProxyAsync(RunningSimulator simulator, Action<IEndpointConventionBuilder>? configureMcp = null) => ProxyHost.StartAsync(
        $$"""
        {
          "ReverseProxy": {
            "Routes": { "known": { "ClusterId": "ads", "AuthorizationPolicy": "known-users", "Match": { "Path": "/echo/known" } } },
            "Clusters": { "ads": { "Destinations": { "na": { "Address": "{{simulator.BaseAddress}}" } } } }
          },
          "Mcp": { "Tools": { "known": { "Route": "known", "Request": "GET /echo/known" } } },
          "McpProxy": { "Authentication": { "Schemes": { {{ApiKeys}}, "partner": { "Kind": "PartnerToken", "Headers": [ "X-Partner-Token" ] } } } }
        }
        """,
        builder =>
        {
            builder.Services.AddAuthentication(HeaderAuthenticationHandler.SchemeName)
                .AddScheme<AuthenticationSchemeOptions, HeaderAuthenticationHandler>(HeaderAuthenticationHandler.SchemeName, null);
            builder.Services.AddAuthorizationBuilder().AddPolicy("known-users", p => p.RequireAuthenticatedUser());
        },
        app => app.UseAuthentication().UseAuthorization(),
        configureMcp);
}
