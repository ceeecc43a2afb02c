using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using McpProxy.Plugins.Transforms;
using McpProxy.Testing;
using Microsoft.Extensions.DependencyInjection;

namespace McpProxy.IntegrationTests.Transforms;

/// <summary>HeaderScrub and HeaderInject, through both doors.</summary>
public sealed class HeaderDoorsTests
{
    private const string Polluted = "Amazon-Advertising-API-Scope";

    [Fact]
    public async Task Get_ProfilesThroughBothDoors_IsTheSameRequestWithoutScope()
    {
        await using var upstream = new RawUpstream();
        await using var proxy = await StartAsync(upstream);

        using var _ = await SendAsync(proxy, "/v2/profiles");
        await proxy.CallAsync("list_profiles");

        var (http, mcp) = Both(upstream);
        Assert.Equal(http, mcp);
        Assert.DoesNotContain(http, h => h.StartsWith(Polluted, StringComparison.OrdinalIgnoreCase));
        Assert.Contains("Amazon-Advertising-API-ClientId: amzn1.sample", http);
    }

    [Fact]
    public async Task Get_OneProfileThroughBothDoors_IsTheSameRequestWithScope()
    {
        await using var upstream = new RawUpstream();
        await using var proxy = await StartAsync(upstream);

        using var _ = await SendAsync(proxy, "/v2/profiles/1");
        await proxy.CallAsync("get_profile", """{"profileId":"1"}""");

        var (http, mcp) = Both(upstream);
        Assert.Equal(http, mcp);
        Assert.Contains($"{Polluted}: fixed", http);
    }

    [Fact]
    public async Task RequiredHeaderMissing_HttpDoor_AnswersProblemDetailsAndSendsNothing()
    {
        await using var upstream = new RawUpstream();
        await using var proxy = await StartAsync(upstream);

        using var response = await SendAsync(proxy, "/private/x");

        Assert.Equal(HttpStatusCode.BadGateway, response.StatusCode);
        Assert.Equal("application/problem+json", response.Content.Headers.ContentType?.MediaType);
        var problem = await response.Content.ReadFromJsonAsync<JsonElement>(TestContext.Current.CancellationToken);
        Assert.Equal("auth_required", problem.GetProperty("kind").GetString());
        Assert.Equal("required_header_missing", problem.GetProperty("code").GetString());
        Assert.Empty(upstream.Requests);
    }

    [Fact]
    public async Task RequiredHeaderMissing_McpDoor_IsAnErrorResultAndSendsNothing()
    {
        await using var upstream = new RawUpstream();
        await using var proxy = await StartAsync(upstream);

        var result = await proxy.CallAsync("private");

        Assert.True(result.GetProperty("isError").GetBoolean());
        var error = result.GetProperty("_meta").GetProperty("mcpproxy/error");
        Assert.Equal(("auth_required", "required_header_missing"), (error.GetProperty("kind").GetString(), error.GetProperty("code").GetString()));
        Assert.Equal("Its value comes from exchange item 'access_token'.", error.GetProperty("hint").GetString());
        Assert.Empty(upstream.Requests);
    }

    private static (IReadOnlyList<string> Http, IReadOnlyList<string> Mcp) Both(RawUpstream upstream)
    {
        var requests = upstream.Requests.Select(Comparable).ToList();
        Assert.Equal(2, requests.Count);
        return (requests[0], requests[1]);
    }

    /// <summary>The request line and the headers these transforms are about.</summary>
    private static IReadOnlyList<string> Comparable(string request)
    {
        var lines = request.Split("\r\n");
        return [lines[0], .. lines.Skip(1).Where(l => l.StartsWith("Amazon-", StringComparison.OrdinalIgnoreCase) || l.StartsWith("Authorization", StringComparison.OrdinalIgnoreCase)).Order(StringComparer.Ordinal)];
    }

    private static async Task<HttpResponseMessage> SendAsync(ProxyHost proxy, string path)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, path);
        request.Headers.Add(Polluted, "sent-by-client");
        request.Headers.Add("Authorization", "Bearer sent-by-client");
        return await proxy.Http.SendAsync(request, TestContext.Current.CancellationToken);
    }

    private static Task<ProxyHost> StartAsync(RawUpstream upstream) => ProxyHost.StartAsync(
        $$"""
        {
          "ReverseProxy": {
            "Routes": {
              "profiles": { "ClusterId": "up", "Match": { "Path": "/v2/{**rest}" }, "Transforms": [ { "HeaderScrub": "ads" }, { "HeaderInject": "ads" } ] },
              "private": { "ClusterId": "up", "Match": { "Path": "/private/{**rest}" }, "Transforms": [ { "HeaderScrub": "ads" }, { "HeaderInject": "ads" } ] }
            },
            "Clusters": { "up": { "Destinations": { "one": { "Address": "{{upstream.Address}}" } } } }
          },
          "Mcp": {
            "Tools": {
              "list_profiles": { "Route": "profiles", "Request": "GET /v2/profiles" },
              "get_profile": { "Route": "profiles", "Request": "GET /v2/profiles/{profileId}", "Parameters": { "profileId": "string!" } },
              "private": { "Route": "private", "Request": "GET /private/x" }
            }
          },
          "McpProxy": {
            "HeaderScrub": { "ads": { "Contains": [ "authorization" ] } },
            "HeaderInject": {
              "ads": {
                "Headers": {
                  "Authorization": { "Item": "access_token", "Prefix": "Bearer ", "Require": [ "/private/**" ] },
                  "Amazon-Advertising-API-ClientId": { "Value": "amzn1.sample" },
                  "{{Polluted}}": { "Value": "fixed", "Forbid": [ "/v2/profiles" ] }
                }
              }
            }
          }
        }
        """,
        builder => builder.Services.AddMcpProxy(builder.Configuration).AddTransforms());
}
