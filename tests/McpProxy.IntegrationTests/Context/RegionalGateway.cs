using System.Text.Json;
using AdsSimulator;
using McpProxy.Plugins.AmazonAds;
using McpProxy.Plugins.Transforms;
using McpProxy.Testing;
using McpProxy.Tools;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Yarp.ReverseProxy.Transforms.Builder;

namespace McpProxy.IntegrationTests.Context;

/// <summary>
/// A gateway in front of five destinations in three regions, with callers, identities and a tool to choose by, as a test says
/// them in headers: <c>X-Test-Caller: name|token</c>.
/// </summary>
internal sealed class RegionalGateway : IAsyncDisposable
{
    private readonly Dictionary<string, RunningSimulator> _simulators;

    private RegionalGateway(Dictionary<string, RunningSimulator> simulators, ProxyHost proxy)
    {
        _simulators = simulators;
        Proxy = proxy;
    }

    public ProxyHost Proxy { get; }

    public static async Task<RegionalGateway> StartAsync(
        string regions = """ "Preset": "amazon-ads" """, string cluster = "", string mcp = "", string host = "", string transforms = "", Action<WebApplicationBuilder>? configure = null)
    {
        var simulators = new Dictionary<string, RunningSimulator>();
        foreach (var name in (string[])["na1", "na2", "eu1", "eu2", "fe1"])
        {
            simulators[name] = await SimulatorApp.StartAsync(o => o.Region = name[..2]);
        }

        var destinations = string.Join(", ", simulators.Select(s => $$""" "{{s.Key}}": { "Address": "{{s.Value.BaseAddress}}", "Metadata": { "Region": "{{s.Key[..2]}}" } } """));
        var proxy = await ProxyHost.StartAsync(
            $$"""
            {
              "ReverseProxy": {
                "Routes": {
                  "echo": { "ClusterId": "ads", "Match": { "Path": "/echo/{**rest}" }, "Transforms": [ { "TestIdentity": "x" } {{transforms}} ] },
                  "whoami": { "ClusterId": "ads", "Match": { "Path": "/whoami" } },
                  "plain": { "ClusterId": "plain", "Match": { "Path": "/plain/{**rest}" }, "Transforms": [ { "PathPattern": "/echo/{**rest}" } ] }
                },
                "Clusters": {
                  "ads": { {{cluster}} "Metadata": { "RegionRouting": "ads" }, "Destinations": { {{destinations}} } },
                  "plain": { "Destinations": { "one": { "Address": "{{simulators["na1"].BaseAddress}}" } } }
                }
              },
              "Mcp": {
                "WebSocket": { "Enabled": true },
                {{mcp}}
                "Tools": {
                  "echo": {
                    "Route": "echo", "Request": "GET /echo/{path}",
                    "Parameters": {
                      "path": { "Default": "x" },
                      "identity_id": { "In": "context" }, "profile": { "In": "context", "Type": "integer" }, "region": { "In": "context" }, "context": { "In": "context" },
                      "marketplace": { "In": "header", "As": "Amazon-Advertising-API-MarketplaceId" }
                    }
                  },
                  "post": { "Route": "echo", "Request": "POST /echo/post", "InputSchema": { "type": "object", "properties": { "text": { "type": "string" }, "region": { "type": "string" } }, "additionalProperties": false } },
                  "who": { "Route": "whoami", "Request": "GET /whoami" },
                  "plain": { "Route": "plain", "Request": "GET /plain/x" }
                }
              },
              "McpProxy": {
                {{host}}
                "RegionRouting": { "ads": { {{regions}} } }
              }
            }
            """,
            builder =>
            {
                builder.Services.AddMcpProxy(builder.Configuration).AddTransforms().AddAmazonAds().AddToolSource<ChooseTool>();
                builder.Services.TryAddEnumerable(ServiceDescriptor.Singleton<ITransformFactory, TestIdentityFactory>());
                configure?.Invoke(builder);
            },
            app => app.Use((http, next) =>
            {
                if (http.Request.Headers["X-Test-Caller"].ToString() is { Length: > 0 } caller)
                {
                    var parts = caller.Split('|');
                    http.Features.Set(new ExchangeCaller
                    {
                        Scheme = "Test",
                        Principal = parts[0],
                        CredentialFingerprint = Convert.ToHexStringLower(System.Security.Cryptography.SHA256.HashData(System.Text.Encoding.UTF8.GetBytes(parts[1]))),
                    });
                }

                return next(http);
            }));
        return new RegionalGateway(simulators, proxy);
    }

    /// <summary>Sends the same call through one of the doors: headers are headers on both.</summary>
    public async Task<Echo> SendAsync(ExchangeDoor door, string path = "x", params (string Name, string Value)[] headers) =>
        door == ExchangeDoor.Http ? await GetAsync($"/echo/{path}", headers) : await CallAsync("echo", $$"""{"path":"{{path}}"}""", "", headers);

    public async Task<Echo> GetAsync(string path, params (string Name, string Value)[] headers)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, path);
        foreach (var (name, value) in headers)
        {
            request.Headers.TryAddWithoutValidation(name, value);
        }

        using var response = await Proxy.Http.SendAsync(request, TestContext.Current.CancellationToken);
        var body = JsonElement.Parse(await response.Content.ReadAsStringAsync(TestContext.Current.CancellationToken));
        var notice = response.Headers.TryGetValues("X-McpProxy-Notice", out var notices) ? string.Join(",", notices) : null;
        var cookie = response.Headers.TryGetValues("Set-Cookie", out var cookies) ? cookies.Single().Split(';')[0] : null;
        return response.IsSuccessStatusCode ? Read(body) with { Notice = notice, Cookie = cookie } : new Echo(null, [], body);
    }

    public async Task<Echo> CallAsync(string tool, string arguments = "{}", string meta = "", params (string Name, string Value)[] headers)
    {
        using var response = await Proxy.SendCallAsync(tool, arguments, r =>
        {
            foreach (var (name, value) in headers)
            {
                r.Headers.TryAddWithoutValidation(name, value);
            }
        }, meta, TestContext.Current.CancellationToken);
        return ReadResult(JsonElement.Parse(await response.Content.ReadAsStringAsync(TestContext.Current.CancellationToken)).GetProperty("result"));
    }

    /// <summary>Chooses a context, without a session.</summary>
    public async Task<string> ChooseAsync(string arguments, params (string Name, string Value)[] headers)
    {
        using var response = await Proxy.SendCallAsync("choose", arguments, r =>
        {
            foreach (var (name, value) in headers)
            {
                r.Headers.TryAddWithoutValidation(name, value);
            }
        }, cancellationToken: TestContext.Current.CancellationToken);
        var message = JsonElement.Parse(await response.Content.ReadAsStringAsync(TestContext.Current.CancellationToken));
        return message.GetProperty("result").GetProperty("content")[0].GetProperty("text").GetString()!;
    }

    public Echo ReadResult(JsonElement result)
    {
        var notice = result.TryGetProperty("_meta", out var meta) && meta.TryGetProperty("mcpproxy/notice", out var notices) ? notices[0].GetProperty("code").GetString() : null;
        return result.TryGetProperty("isError", out var isError) && isError.GetBoolean()
            ? new Echo(null, [], meta.GetProperty("mcpproxy/error"))
            : Read(JsonElement.Parse(result.GetProperty("content")[0].GetProperty("text").GetString()!)) with { Notice = notice };
    }

    public async Task StopDestinationAsync(string name) => await _simulators[name].DisposeAsync();

    public async ValueTask DisposeAsync()
    {
        await Proxy.DisposeAsync();
        foreach (var (_, simulator) in _simulators)
        {
            await simulator.DisposeAsync();
        }
    }

    private Echo Read(JsonElement echo)
    {
        var headers = echo.GetProperty("headers").EnumerateArray().GroupBy(h => h[0].GetString()!, h => h[1].GetString()!).ToDictionary(h => h.Key, h => string.Join(",", h), StringComparer.OrdinalIgnoreCase);
        return new Echo(_simulators.Single(s => s.Value.BaseAddress.Authority == headers["Host"]).Key, headers, null);
    }
}
