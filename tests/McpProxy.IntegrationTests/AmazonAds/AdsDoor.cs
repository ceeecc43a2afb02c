using System.Security.Claims;
using System.Text.Json;
using AdsSimulator;
using McpProxy.Configuration;
using McpProxy.Credentials;
using McpProxy.Plugins.AmazonAds;
using McpProxy.Testing;
using McpProxy.Testing.Mcp;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.DependencyInjection;

namespace McpProxy.IntegrationTests.AmazonAds;

/// <summary>A proxy with the Amazon Ads tools in front of the simulator.</summary>
internal sealed class AdsDoor : IAsyncDisposable
{
    /// <summary>The first profile of North America.</summary>
    public const string UsProfile = "1043817530956285";

    private AdsDoor(RunningSimulator simulator, ProxyHost proxy, SomeIdentities identities, SomeFlow flow, TestTimeProvider time)
    {
        Simulator = simulator;
        Proxy = proxy;
        Identities = identities;
        Flow = flow;
        Time = time;
    }

    public RunningSimulator Simulator { get; }

    public ProxyHost Proxy { get; }

    public SomeIdentities Identities { get; }

    public SomeFlow Flow { get; }

    public TestTimeProvider Time { get; }

    /// <summary>The user of the next calls; null for nobody.</summary>
    public string? User { get; set; }

    /// <summary>Starts it.</summary>
    /// <param name="section">The section <c>McpProxy:AmazonAds:main</c> after <c>ProfilesRoute</c>.</param>
    /// <param name="transforms">The transforms of the route.</param>
    /// <param name="isRegional">Whether its cluster is routed by region.</param>
    /// <param name="more">Further members of <c>McpProxy</c>.</param>
    /// <param name="configure">More of the proxy.</param>
    public static async Task<AdsDoor> StartAsync(string section = "\"TokenExchange\": \"some\"", string transforms = """ { "TokenExchange": "some" } """, bool isRegional = true, Func<RunningSimulator, string>? more = null, Action<WebApplicationBuilder>? configure = null)
    {
        var simulator = await SimulatorApp.StartAsync();
        simulator.Requests.Keep = 1000;
        var time = new TestTimeProvider();
        var (identities, flow) = (new SomeIdentities(), new SomeFlow(time));
        var proxy = await ProxyHost.StartAsync(Configuration(simulator, section, transforms, isRegional ? "\"RegionRouting\": \"ads\"" : "", more?.Invoke(simulator) ?? ""), builder =>
        {
            configure?.Invoke(builder);
            builder.Services.AddSingleton<TimeProvider>(time);
            builder.Services.AddSingleton(identities);
            builder.Services.AddSingleton<IIdentitySources>(identities);
            builder.Services.AddSingleton<IAuthorizationFlows>(flow);
            builder.Services.AddSingleton<ISectionDescriptor>(new SectionDescriptor("OAuth", typeof(SomeExchangeOptions), "Stands in for the real one.", IsMap: true));
            builder.Services.AddMcpProxy(builder.Configuration).AddTransform<SomeExchangeFactory>().AddAmazonAds();
        }, app => app.Use(next => context =>
        {
            if (context.Request.Headers["X-User"].ToString() is { Length: > 0 } user)
            {
                context.User = new ClaimsPrincipal(new ClaimsIdentity([new Claim("sub", user)], "test"));
            }

            return next(context);
        }));
        return new AdsDoor(simulator, proxy, identities, flow, time);
    }

    /// <summary>Calls a tool as a client without a session, and returns its structured content.</summary>
    public async Task<JsonElement> CallAsync(string tool, string arguments = "{}", string? context = null) =>
        (await ResultAsync(tool, arguments, context)).GetProperty("structuredContent");

    /// <summary>Calls a tool as a client without a session, and returns the whole result.</summary>
    public Task<JsonElement> ResultAsync(string tool, string arguments = "{}", string? context = null) =>
        Proxy.CallAsync(tool, context is null ? arguments : arguments.Insert(1, $"\"context\":\"{context}\"{(arguments.Length > 2 ? "," : "")}"), AsUser);

    /// <summary>Calls a tool as a client that shows forms, maybe with the answers to one.</summary>
    public async Task<JsonElement> CallWithFormsAsync(string tool, string? answers = null)
    {
        var members = answers is null ? "" : $"\"inputResponses\":{answers},";
        var body = $$"""{"jsonrpc":"2.0","id":1,"method":"tools/call","params":{"name":"{{tool}}","arguments":{},{{members}}"_meta":{"io.modelcontextprotocol/protocolVersion":"2026-07-28","io.modelcontextprotocol/clientCapabilities":{"elicitation":{} } } } }""";
        var request = McpMessages.Post(body).With("MCP-Protocol-Version", McpMessages.Modern).With("Mcp-Method", "tools/call").With("Mcp-Name", tool).With("X-User", User);
        using var response = await Proxy.Http.SendAsync(request, TestContext.Current.CancellationToken);
        var text = await response.Content.ReadAsStringAsync(TestContext.Current.CancellationToken);
        return JsonElement.Parse(text).TryGetProperty("result", out var result) ? result : throw new InvalidOperationException(text);
    }

    /// <summary>Calls a tool in a session of the initialize era, and returns its structured content.</summary>
    public async Task<JsonElement> CallInSessionAsync(string session, string tool, string arguments = "{}")
    {
        using var response = await Proxy.Http.SendAsync(McpMessages.LegacyRequest("tools/call", $$"""{"name":"{{tool}}","arguments":{{arguments}} }""", session: session).With("X-User", User), TestContext.Current.CancellationToken);
        var text = await response.Content.ReadAsStringAsync(TestContext.Current.CancellationToken);
        return JsonElement.Parse(text).TryGetProperty("result", out var result) ? result.GetProperty("structuredContent") : throw new InvalidOperationException(text);
    }

    /// <summary>Opens a session; returns its id.</summary>
    public async Task<string> InitializeAsync()
    {
        using var response = await Proxy.Http.SendAsync(McpMessages.Initialize().With("X-User", User), TestContext.Current.CancellationToken);
        return response.Headers.GetValues("Mcp-Session-Id").Single();
    }

    /// <summary>How often profiles were listed upstream.</summary>
    public int Listings() => Simulator.Requests.Snapshot().Count(r => r.Path.EndsWith("/v2/profiles", StringComparison.Ordinal));

    public async ValueTask DisposeAsync()
    {
        await Proxy.DisposeAsync();
        await Simulator.DisposeAsync();
    }

    private void AsUser(HttpRequestMessage request)
    {
        if (User is not null)
        {
            request.Headers.TryAddWithoutValidation("X-User", User);
        }
    }

    private static string Configuration(RunningSimulator simulator, string section, string transforms, string metadata, string more) => $$"""
        {
          "ReverseProxy": {
            "Routes": { "ads": { "ClusterId": "ads", "Match": { "Path": "/v2/{**rest}" }, "Transforms": [ {{transforms}} ] } },
            "Clusters": {
              "ads": {
                "Metadata": { {{metadata}} },
                "Destinations": {
                  "one": { "Address": "{{simulator.AddressOf("na")}}", "Metadata": { "Region": "na" } },
                  "two": { "Address": "{{simulator.AddressOf("eu")}}", "Metadata": { "Region": "eu" } },
                  "three": { "Address": "{{simulator.AddressOf("fe")}}", "Metadata": { "Region": "fe" } }
                }
              }
            }
          },
          "McpProxy": {
            "TokenExchange": { "some": {} },
            "RegionRouting": { "ads": { "Preset": "amazon-ads", "UnknownRegion": "Error" } },
            "OAuth": { "amazon": {} },
            "AmazonAds": { "main": { "ProfilesRoute": "ads", {{section}} } }{{(more.Length > 0 ? "," : "")}}
            {{more}}
          }
        }
        """;
}
