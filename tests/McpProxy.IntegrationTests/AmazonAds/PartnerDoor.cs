using AdsSimulator;
using McpProxy.Plugins.AmazonAds;
using McpProxy.Plugins.Credentials;
using McpProxy.Plugins.Transforms;
using McpProxy.Testing;
using Microsoft.Extensions.DependencyInjection;

namespace McpProxy.IntegrationTests.AmazonAds;

/// <summary>A proxy with the Amazon Ads tools for partners of OpenBridge: real token servers, real transforms, three regions.</summary>
internal sealed class PartnerDoor : IAsyncDisposable
{
    public const string Token = "acct:secret-token-0123456789";
    public const string OtherToken = "other:secret-token-9876543210";

    private PartnerDoor(RunningSimulator simulator, ProxyHost proxy)
    {
        Simulator = simulator;
        Proxy = proxy;
    }

    public RunningSimulator Simulator { get; }

    public ProxyHost Proxy { get; }

    /// <summary>Starts it.</summary>
    /// <param name="routes">The members of <c>ReverseProxy:Routes</c>; the cluster is <c>ads</c>, the exchange <c>partner</c>, the header rules <c>ads</c>, and the tools list profiles through <c>profiles</c>.</param>
    /// <param name="mcp">The members of <c>Mcp</c>.</param>
    /// <param name="more">Further members of <c>McpProxy</c>.</param>
    /// <param name="configure">Configures the simulator.</param>
    public static async Task<PartnerDoor> StartAsync(string routes, string mcp = "", string more = "", Action<SimulatorOptions>? configure = null)
    {
        var simulator = await SimulatorApp.StartAsync(configure);
        simulator.Requests.Keep = 10_000;
        var servers = $"{simulator.BaseAddress}openbridge";
        var proxy = await ProxyHost.StartAsync(
            $$"""
            {
              "ReverseProxy": {
                "Routes": { {{routes}} },
                "Clusters": {
                  "ads": {
                    "Metadata": { "RegionRouting": "ads" },
                    "Destinations": {
                      "na": { "Address": "{{simulator.AddressOf("na")}}", "Metadata": { "Region": "na" } },
                      "eu": { "Address": "{{simulator.AddressOf("eu")}}", "Metadata": { "Region": "eu" } },
                      "fe": { "Address": "{{simulator.AddressOf("fe")}}", "Metadata": { "Region": "fe" } }
                    }
                  }
                }
              },
              "Mcp": { {{mcp}} },
              "McpProxy": {
                "TokenExchange": { "partner": { "Preset": "openbridge", "Servers": { "auth": "{{servers}}", "identities": "{{servers}}", "service": "{{servers}}" } } },
                "HeaderScrub": { "ads": { "Preset": "amazon-ads" } },
                "HeaderInject": { "ads": { "Preset": "amazon-ads" } },
                "RegionRouting": { "ads": { "Preset": "amazon-ads" } },
                "AmazonAds": { "main": { "ProfilesRoute": "profiles", "TokenExchange": "partner" } }{{(more.Length > 0 ? "," : "")}}
                {{more}}
              }
            }
            """,
            builder => builder.Services.AddMcpProxy(builder.Configuration).AddTransforms().AddCredentials().AddAmazonAds());
        return new PartnerDoor(simulator, proxy);
    }

    public async ValueTask DisposeAsync()
    {
        await Proxy.DisposeAsync();
        await Simulator.DisposeAsync();
    }
}
