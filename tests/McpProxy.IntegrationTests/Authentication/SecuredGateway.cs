using System.Net.Http.Json;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json.Nodes;
using AdsSimulator;
using McpProxy.Testing;
using McpProxy.Testing.Mcp;
using Microsoft.AspNetCore.Builder;

namespace McpProxy.IntegrationTests.Authentication;

/// <summary>A gateway that asks who comes in: routes with and without a policy, tools on them, and every transport.</summary>
internal sealed class SecuredGateway : IAsyncDisposable
{
    /// <summary>A key of <see cref="ApiKeys"/> with the scope ads.read.</summary>
    public const string ReaderKey = "reader-0123456789abcdef";

    /// <summary>A key of <see cref="ApiKeys"/> without scopes.</summary>
    public const string GuestKey = "guest-0123456789abcdefg";

    /// <summary>A scheme with two keys.</summary>
    public static readonly string ApiKeys = $$"""
        "keys": { "Kind": "ApiKey", "Keys": {
            "reader": { "Hash": "{{HashOf(ReaderKey)}}", "Tenant": "acme", "Scopes": [ "ads.read" ], "Claims": { "plan": "pro" } },
            "guest": { "Hash": "{{HashOf(GuestKey)}}" } } }
        """;

    private readonly RunningSimulator _simulator;

    private SecuredGateway(RunningSimulator simulator, ProxyHost proxy)
    {
        _simulator = simulator;
        Proxy = proxy;
    }

    public ProxyHost Proxy { get; }

    /// <summary>Starts a gateway.</summary>
    /// <param name="authentication">The keys of <c>McpProxy:Authentication</c>.</param>
    /// <param name="authorization">The keys of <c>McpProxy:Authorization</c>.</param>
    /// <param name="mcp">Further keys of <c>Mcp</c>, each with a comma behind it.</param>
    /// <param name="configure">Registers plugins and the like.</param>
    /// <param name="mcpPolicy">The policy of those entries that name one.</param>
    public static async Task<SecuredGateway> StartAsync(string authentication, string authorization = """ "Policies": { "reporting": { "Scopes": [ "ads.read" ] } } """, string mcp = "", Action<WebApplicationBuilder>? configure = null, string mcpPolicy = "reporting")
    {
        var simulator = await SimulatorApp.StartAsync();
        var json = Configuration(simulator, authentication, authorization, mcp).Replace("\"Authorization\": \"reporting\"", $"\"Authorization\": \"{mcpPolicy}\"", StringComparison.Ordinal);
        return new SecuredGateway(simulator, await ProxyHost.StartAsync(json, configure));
    }

    public static string Configuration(RunningSimulator simulator, string authentication, string authorization, string mcp) => $$"""
        {
          "ReverseProxy": {
            "Routes": {
              "plain": { "ClusterId": "ads", "Match": { "Path": "/echo/plain/{**rest}" } },
              "open": { "ClusterId": "ads", "AuthorizationPolicy": "anonymous", "Match": { "Path": "/echo/open/{**rest}" } },
              "reporting": { "ClusterId": "ads", "AuthorizationPolicy": "reporting", "Match": { "Path": "/echo/reporting/{**rest}" } },
              "passing": { "ClusterId": "ads", "AuthorizationPolicy": "anonymous", "Metadata": { "McpProxy.ForwardAuthorization": "true" }, "Match": { "Path": "/echo/passing/{**rest}" } }
            },
            "Clusters": { "ads": { "Destinations": { "na": { "Address": "{{simulator.BaseAddress}}" } } } }
          },
          "Mcp": {
            {{mcp}}
            "WebSocket": { "Enabled": true },
            "LegacySse": { "Enabled": true },
            "Tools": {
              "plain": { "Route": "plain", "Request": "GET /echo/plain" },
              "open": { "Route": "open", "Request": "GET /echo/open" },
              "reporting": { "Route": "reporting", "Request": "GET /echo/reporting" },
              "limited": { "Route": "plain", "Authorization": "reporting", "Request": "GET /echo/plain/limited" }
            },
            "Prompts": {
              "briefing": { "Authorization": "reporting", "Messages": [ { "Text": "Secret." } ] },
              "free": { "Messages": [ { "Text": "Hello." } ] },
              "report": { "Messages": [ { "Resource": { "Uri": "ads://report", "Route": "reporting", "Request": "GET /echo/reporting" } } ] }
            },
            "Resources": { "note": { "Authorization": "reporting", "Uri": "ads://note", "Route": "open", "Request": "GET /echo/open" }, "report": { "Uri": "ads://report", "Route": "reporting", "Request": "GET /echo/reporting" }, "page": { "Uri": "ads://page", "Route": "open", "Request": "GET /echo/open" } },
            "Toolsets": { "some": { "Include": [ "open", "plain" ] }, "reports": { "Include": [ "*" ], "Authorization": "reporting" } }
          },
          "McpProxy": { "Authentication": { {{authentication}} }, "Authorization": { {{authorization}} } }
        }
        """;

    /// <summary>A key as the configuration holds it.</summary>
    public static string HashOf(string key) => "sha256:" + Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(key)));

    /// <summary>Puts a credential on a request.</summary>
    public static Action<HttpRequestMessage> With(string header, string? value) => request =>
    {
        if (value is not null)
        {
            request.Headers.TryAddWithoutValidation(header, value);
        }
    };

    /// <summary>A request through the HTTP door.</summary>
    public async Task<HttpResponseMessage> GetAsync(string path, Action<HttpRequestMessage>? configure = null)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, path);
        configure?.Invoke(request);
        return await Proxy.Http.SendAsync(request);
    }

    /// <summary>Any request to an MCP endpoint.</summary>
    public async Task<(HttpResponseMessage Response, JsonNode? Body)> SendAsync(HttpRequestMessage request, Action<HttpRequestMessage>? configure = null)
    {
        configure?.Invoke(request);
        var response = await Proxy.Http.SendAsync(request);
        var text = await response.Content.ReadAsStringAsync();
        return (response, text.StartsWith('{') || text.StartsWith('[') ? JsonNode.Parse(text) : null);
    }

    /// <summary>The names that a 2026-07-28 client sees in a list.</summary>
    public async Task<string[]> ListAsync(string list, Action<HttpRequestMessage>? configure = null, string path = "/mcp")
    {
        var (response, body) = await SendAsync(McpMessages.ModernRequest(list + "/list", path: path), configure);
        using (response)
        {
            Assert.True(response.IsSuccessStatusCode, $"{(int)response.StatusCode} {body?.ToJsonString()}");
            Assert.Equal("private", (string)body!["result"]!["cacheScope"]!);
            return [.. body["result"]![list]!.AsArray().Select(t => (string)t!["name"]!)];
        }
    }

    /// <summary>The headers that reached the upstream, as one text.</summary>
    public static async Task<string> EchoedAsync(HttpResponseMessage response)
    {
        var body = await response.Content.ReadFromJsonAsync<JsonNode>();
        var echo = body!["result"] is { } result ? result["structuredContent"]! : body;
        return echo["headers"]!.ToJsonString();
    }

    public async ValueTask DisposeAsync()
    {
        await Proxy.DisposeAsync();
        await _simulator.DisposeAsync();
    }
}
