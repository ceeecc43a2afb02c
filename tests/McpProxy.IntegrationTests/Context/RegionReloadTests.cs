using AdsSimulator;
using McpProxy.Configuration;
using McpProxy.Configuration.Reloading;
using McpProxy.Regions;
using McpProxy.Testing;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using static McpProxy.ExchangeDoor;

namespace McpProxy.IntegrationTests.Context;

/// <summary>What the regions are changes with the configuration.</summary>
public sealed class RegionReloadTests
{
    [Fact]
    public async Task Reload_OptionsOfTheRouting_CountAtOnceOnBothDoors()
    {
        IConfigurationBuilder configuration = null!;
        await using var gateway = await RegionalGateway.StartAsync(configure: b => configuration = b.Configuration);
        Assert.Equal("na", (await gateway.SendAsync(Http)).Region);

        await ReloadAsync(gateway.Proxy, configuration, "McpProxy:RegionRouting:ads:Default", "eu");

        Assert.Equal("eu", (await gateway.SendAsync(Http)).Region);
        Assert.Equal("eu", (await gateway.SendAsync(ExchangeDoor.Mcp)).Region);
        Assert.Equal("eu", gateway.Proxy.Services.GetRequiredService<IRegionRouting>().OfRoute("whoami")!.Default);
    }

    [Fact]
    public async Task Regions_OfARoute_AreKnownToPlugins()
    {
        await using var gateway = await RegionalGateway.StartAsync();
        var routing = gateway.Proxy.Services.GetRequiredService<IRegionRouting>();

        var map = routing.OfRoute("echo")!;

        Assert.Equal(["eu", "fe", "na"], map.Regions.Select(r => r.Name));
        Assert.Equal([2, 1, 2], map.Regions.Select(r => r.Addresses.Count));
        Assert.Equal(("na", "fe", "eu", null), (map.Default, map.Find("APAC"), map.Find("Eu"), map.Find("XX")));
        Assert.Null(routing.OfRoute("plain"));
        Assert.Null(routing.OfRoute("none"));
    }

    [Fact]
    public async Task Sandbox_On_SendsTheCallsOfEveryRegionThere()
    {
        await using var sandbox = await SimulatorApp.StartAsync();
        IConfigurationBuilder configuration = null!;
        // Nobody answers at the production addresses.
        await using var proxy = await ProxyHost.StartAsync(
            $$"""
            {
              "ReverseProxy": {
                "Routes": { "echo": { "ClusterId": "ads", "Match": { "Path": "/echo/{**rest}" } } },
                "Clusters": { "ads": { "Metadata": { "RegionRouting": "ads" }, "Destinations": { "na": { "Address": "http://127.0.0.2:{{sandbox.BaseAddress.Port}}/", "Metadata": { "Region": "na" } } } } }
              },
              "McpProxy": { "RegionRouting": { "ads": { "Default": "na", "Sandbox": { "From": "127.0.0.2", "To": "127.0.0.1" } } } }
            }
            """,
            builder => configuration = builder.Configuration);
        using var production = await proxy.Http.GetAsync("/echo/x", TestContext.Current.CancellationToken);

        await ReloadAsync(proxy, configuration, "McpProxy:RegionRouting:ads:Sandbox:Enabled", "true");
        using var moved = await proxy.Http.GetAsync("/echo/x", TestContext.Current.CancellationToken);

        Assert.Equal((502, 200), ((int)production.StatusCode, (int)moved.StatusCode));
        Assert.Contains($"\"127.0.0.1:{sandbox.BaseAddress.Port}\"", await moved.Content.ReadAsStringAsync(TestContext.Current.CancellationToken), StringComparison.Ordinal);
    }

    private static async Task ReloadAsync(ProxyHost proxy, IConfigurationBuilder configuration, string key, string value)
    {
        var reloaded = new TaskCompletionSource<ConfigStatus>(TaskCreationOptions.RunContinuationsAsynchronously);
        proxy.Services.GetRequiredService<ConfigReloader>().StatusChanged += reloaded.SetResult;
        configuration.AddInMemoryCollection(new Dictionary<string, string?> { [key] = value });
        Assert.Empty((await reloaded.Task.Soon()).Errors);
    }
}
