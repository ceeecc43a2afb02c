using System.Diagnostics.Metrics;
using McpProxy.Configuration;
using McpProxy.Telemetry;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Yarp.ReverseProxy;
using Yarp.ReverseProxy.Configuration;
using Yarp.ReverseProxy.Model;

namespace McpProxy.UnitTests.Configuration;

public sealed class ConfigReloaderTests
{
    [Fact]
    public async Task Open_GoodConfiguration_TiesToolsToTheEndpointsOfTheirRoutes()
    {
        await using var proxy = await ReloadingProxy.StartAsync(Json());

        var tool = proxy.Live.Catalog.All.Find("get_item")!;

        Assert.Equal(1, proxy.Live.Revision);
        Assert.Equal("items", tool.Endpoint!.Metadata.GetMetadata<RouteModel>()!.Config.RouteId);
        Assert.True(proxy.Reloader.Status.IsUpToDate);
        Assert.Equal("/items/1 greeting=hello key=", await proxy.GetAsync("/items/1"));
    }

    [Fact]
    public async Task Start_SecondTime_ChangesNothing()
    {
        await using var proxy = await ReloadingProxy.StartAsync(Json());

        proxy.Reloader.Start((EndpointDataSource)proxy.App.Services.GetRequiredService<IProxyStateLookup>());

        Assert.Equal(1, proxy.Live.Revision);
    }

    [Fact]
    public async Task Open_Mistakes_ThrowsWithAllOfThem()
    {
        var thrown = await Assert.ThrowsAsync<InvalidConfigurationException>(() => ReloadingProxy.StartAsync("""{ "Mcp": { "Pth": "/x", "PageSize": 0 } }"""));

        Assert.Equal(["MCP012", "MCP010"], thrown.Errors.Select(e => e.Code));
        Assert.Equal(
            string.Join(Environment.NewLine, "The configuration has 2 mistakes:", "Mcp:PageSize: MCP012: Must be 1 to 10000, not 0.", "Mcp:Pth: MCP010: Unknown key 'Pth'. Did you mean 'Path'?"),
            thrown.Message);
    }

    [Fact]
    public async Task Open_TransformThatCannotBeBuilt_ThrowsItsReason()
    {
        var thrown = await Assert.ThrowsAsync<InvalidConfigurationException>(() => ReloadingProxy.StartAsync(Json(), s => FailToBuild(s, "hello")));

        Assert.Equal("ReverseProxy: MCP042: YARP could not apply the configuration: Cannot build hello.", Assert.Single(thrown.Errors).ToString());
    }

    [Fact]
    public async Task Reload_GoodThenBadThenGood_KeepsTheLastGoodInBetween()
    {
        await using var proxy = await ReloadingProxy.StartAsync(Json());

        var bad = await proxy.ReloadAsync(Json(path: "/other/{**rest}"));
        Assert.Equal("Mcp:Tools:get_item:Request: MCP106", Assert.Single(bad.Errors) is { } e ? $"{e.Path}: {e.Code}" : "");
        Assert.Equal(1, bad.Revision);
        Assert.Equal("NotFound", await proxy.GetAsync("/other/1"));
        Assert.Equal("/items/1 greeting=hello key=", await proxy.GetAsync("/items/1"));

        var good = await proxy.ReloadAsync(Json(path: "/other/{**rest}", request: "GET /other/{id}"));
        Assert.Equal((2, 0), (good.Revision, good.Errors.Count));
        Assert.Equal("/other/1 greeting=hello key=", await proxy.GetAsync("/other/1"));
        Assert.Equal("NotFound", await proxy.GetAsync("/items/1"));
        Assert.Equal("/other/{**rest}", proxy.Live.Catalog.All.Find("get_item")!.Endpoint!.Metadata.GetMetadata<RouteModel>()!.Config.Match.Path);
    }

    [Fact]
    public async Task Reload_Mistakes_LogsOneLineForEach()
    {
        await using var proxy = await ReloadingProxy.StartAsync(Json());

        await proxy.ReloadAsync("""{ "Mcp": { "Pth": "/x", "PageSize": 0 } }""");

        Assert.Equal(
            [
                "Error: The changed configuration has 2 mistakes and is not used; revision 1 stays live. ",
                "Error: Configuration Mcp:PageSize: MCP012: Must be 1 to 10000, not 0.  ",
                "Error: Configuration Mcp:Pth: MCP010: Unknown key 'Pth'. Did you mean 'Path'? ",
            ],
            proxy.Log.Entries);
    }

    [Fact]
    public async Task Applied_IsTheConfigurationInForceWhateverIsTried()
    {
        await using var proxy = await ReloadingProxy.StartAsync("""{ "Mcp": { "PageSize": 7 } }""");
        var sut = proxy.App.Services.GetRequiredService<IAppliedConfiguration>();
        var first = sut.Current;

        await proxy.ReloadAsync("""{ "Mcp": { "PageSize": 0 } }""");
        Assert.Same(first, sut.Current);
        Assert.Equal(7, sut.Bind<McpConfig>("Mcp", new ConfigErrors()).PageSize);

        await proxy.ReloadAsync("""{ "Mcp": { "PageSize": 8 } }""");
        Assert.NotSame(first, sut.Current);
        Assert.Equal(8, sut.Bind<McpConfig>("Mcp", new ConfigErrors()).PageSize);
        Assert.Same(sut.Current, sut.Current);
    }

    [Fact]
    public async Task Reload_OneMistake_IsCountedInTheSingular()
    {
        await using var proxy = await ReloadingProxy.StartAsync(Json());

        await proxy.ReloadAsync("""{ "Mcp": { "PageSize": 0 } }""");

        Assert.StartsWith("Error: The changed configuration has 1 mistake and is not used;", proxy.Log.Entries.First(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Reload_KeysThatAreReadAtTheStart_SaysThatTheyNeedARestart()
    {
        await using var proxy = await ReloadingProxy.StartAsync("{}");

        var status = await proxy.ReloadAsync("""
            {
              "Mcp": { "Path": "/other", "PageSize": 7, "WebSocket": { "Enabled": true, "Path": "/socket" } },
              "McpProxy": { "Plugins": [ "p" ], "MaxHops": 1, "Simulator": { "Enabled": true }, "State": { "MaxBytes": 2000000 }, "Shutdown": { "DrainTimeout": "00:00:01" }, "Logging": { "Format": "Json" } },
              "Urls": "http://localhost:1"
            }
            """);

        Assert.True(status.IsUpToDate);
        Assert.Equal(
            ["Mcp:Path", "Mcp:WebSocket:Enabled", "Mcp:WebSocket:Path", "McpProxy:Plugins", "McpProxy:MaxHops", "McpProxy:Simulator", "McpProxy:State", "McpProxy:Shutdown", "McpProxy:Logging", "Urls"],
            proxy.Log.Entries.Select(e => e.Split(' ')[2]));
        Assert.All(proxy.Log.Entries, e => Assert.Contains("takes effect after a restart", e, StringComparison.Ordinal));
        proxy.Log.Entries.Clear();

        await proxy.ReloadAsync("""{ "Mcp": { "PageSize": 8 } }""");

        Assert.Empty(proxy.Log.Entries);
    }

    [Fact]
    public async Task Reload_FileThatIsNotJson_KeepsTheLastGoodAndSaysWhere()
    {
        await using var proxy = await ReloadingProxy.StartAsync(Json());

        var status = await proxy.ReloadAsync("{ \"Mcp\": ");

        Assert.Equal("MCP001", Assert.Single(status.Errors).Code);
        Assert.StartsWith("Line 1, column 10:", status.Errors[0].Message, StringComparison.Ordinal);
        Assert.Equal("/items/1 greeting=hello key=", await proxy.GetAsync("/items/1"));
    }

    [Fact]
    public async Task Reload_FileWithAKeyThatIsNotUnicode_KeepsTheLastGood()
    {
        await using var proxy = await ReloadingProxy.StartAsync(Json());

        var status = await proxy.ReloadAsync("""{ "\ud800": 1 }""");

        Assert.Equal("MCP001", Assert.Single(status.Errors).Code);
        Assert.Equal("/items/1 greeting=hello key=", await proxy.GetAsync("/items/1"));
    }

    [Fact]
    public async Task Reload_OnlyTheOptionsOfATransformChanged_BuildsItAgain()
    {
        await using var proxy = await ReloadingProxy.StartAsync(Json());

        await proxy.ReloadAsync(Json(greeting: "goodbye"));

        Assert.Equal("/items/1 greeting=goodbye key=", await proxy.GetAsync("/items/1"));
    }

    [Fact]
    public async Task Reload_OnlyASecretsFileChanged_BuildsTheTransformAgain()
    {
        var file = Path.GetTempFileName();
        try
        {
            await File.WriteAllTextAsync(file, "first", TestContext.Current.CancellationToken);
            var json = Json(key: $"file:{file}");
            await using var proxy = await ReloadingProxy.StartAsync(json);
            Assert.Equal("/items/1 greeting=hello key=first", await proxy.GetAsync("/items/1"));

            await File.WriteAllTextAsync(file, "second", TestContext.Current.CancellationToken);
            await proxy.ReloadAsync(json);

            Assert.Equal("/items/1 greeting=hello key=second", await proxy.GetAsync("/items/1"));
        }
        finally
        {
            File.Delete(file);
        }
    }

    [Fact]
    public async Task Reload_NothingOfARouteChanged_KeepsItsEndpoint()
    {
        await using var proxy = await ReloadingProxy.StartAsync(Json());
        var before = proxy.Live.Catalog.All.Find("get_item")!.Endpoint;

        await proxy.ReloadAsync(Json(description: "Another text"));

        Assert.Same(before, proxy.Live.Catalog.All.Find("get_item")!.Endpoint);
    }

    [Theory]
    [InlineData("One item", "hello", false)]
    [InlineData("One item", "goodbye", false)]
    [InlineData("Another text", "hello", true)]
    public async Task Reload_ListsChanged_IsRaisedOnlyWhenClientsSeeOthers(string description, string greeting, bool expected)
    {
        await using var proxy = await ReloadingProxy.StartAsync(Json(description: "One item"));
        var changed = CatalogLists.None;
        proxy.App.Services.GetRequiredService<LiveConfig>().ListsChanged += lists => changed |= lists;

        await proxy.ReloadAsync(Json(description: description, greeting: greeting));

        Assert.Equal(expected ? CatalogLists.Tools : CatalogLists.None, changed);
    }

    [Fact]
    public async Task Reload_YarpCannotApplyIt_GivesBackTheLastGood()
    {
        await using var proxy = await ReloadingProxy.StartAsync(Json(), s => FailToBuild(s, "broken"));

        var status = await proxy.ReloadAsync(Json(greeting: "broken", path: "/items/{**all}"));

        Assert.Equal("ReverseProxy: MCP042: YARP could not apply the configuration: Cannot build broken.", Assert.Single(status.Errors).ToString());
        Assert.Equal("/items/1 greeting=hello key=", await proxy.GetAsync("/items/1"));
        Assert.Equal((2, 0), await proxy.ReloadAsync(Json(greeting: "again")) is var next ? (next.Revision, next.Errors.Count) : default);
        Assert.Equal("/items/1 greeting=again key=", await proxy.GetAsync("/items/1"));
    }

    [Fact]
    public async Task Open_RouteOfAnotherProvider_CanBeATool()
    {
        var others = new InMemoryConfigProvider([OtherRoute("/else/{**rest}")], [OtherCluster("http://127.0.0.1:9/")]);
        await using var proxy = await ReloadingProxy.StartAsync(
            """{ "Mcp": { "Tools": { "t": { "Route": "else", "Request": "GET /else/x" } } } }""", s => s.AddSingleton<IProxyConfigProvider>(others));
        var before = proxy.Live.Catalog.All.Find("t")!.Endpoint;

        var status = await proxy.AfterNextAttemptAsync(() => others.Update([OtherRoute("/else/{**tail}")], [OtherCluster("http://127.0.0.1:9/")]));

        Assert.NotNull(before);
        Assert.Empty(status.Errors);
        Assert.NotSame(before, proxy.Live.Catalog.All.Find("t")!.Endpoint);
    }

    [Fact]
    public async Task Reload_RouteOfAnotherProviderAppears_MendsWhatWasRejected()
    {
        var others = new InMemoryConfigProvider([], []);
        await using var proxy = await ReloadingProxy.StartAsync("{}", s => s.AddSingleton<IProxyConfigProvider>(others));
        var rejected = await proxy.ReloadAsync("""{ "Mcp": { "Tools": { "t": { "Route": "else", "Request": "GET /else/x" } } } }""");

        var mended = await proxy.AfterNextAttemptAsync(() => others.Update([OtherRoute("/else/{**rest}")], [OtherCluster("http://127.0.0.1:9/")]));

        Assert.Equal("MCP103", Assert.Single(rejected.Errors).Code);
        Assert.Empty(mended.Errors);
        Assert.NotNull(proxy.Live.Catalog.All.Find("t")!.Endpoint);
    }

    [Fact]
    public async Task Open_AnotherProviderFails_SaysSo()
    {
        var configuration = new ConfigurationBuilder().AddInMemoryCollection([new("Routes:items:Order", "first")]).Build();

        var thrown = await Assert.ThrowsAsync<InvalidConfigurationException>(() => ReloadingProxy.StartAsync("{}", before: s => s.AddReverseProxy().LoadFromConfig(configuration)));

        Assert.Equal(
            "ReverseProxy: MCP044: ConfigurationConfigProvider of this host cannot give its routes: The input string 'first' was not in a correct format.",
            Assert.Single(thrown.Errors).ToString());
    }

    [Fact]
    public async Task Open_HostLoadsTheSectionAsWell_SaysSo()
    {
        var configuration = new ConfigurationBuilder().AddInMemoryCollection([new("Routes:items:Match:Path", "/items"), new("Routes:items:ClusterId", "items")]).Build();

        var thrown = await Assert.ThrowsAsync<InvalidConfigurationException>(() => ReloadingProxy.StartAsync(Json(), before: s => s.AddReverseProxy().LoadFromConfig(configuration)));

        Assert.Equal(
            "ReverseProxy:Routes:items: MCP041: 'items' also comes from another provider of this host. McpProxy loads the ReverseProxy section itself: remove LoadFromConfig.",
            Assert.Single(thrown.Errors).ToString());
    }

    [Fact]
    public async Task Reload_Outcomes_AreCounted()
    {
        var outcomes = new List<string>();
        using var listener = new MeterListener();
        await using var proxy = await ReloadingProxy.StartAsync(Json());
        var meters = proxy.App.Services.GetRequiredService<IMeterFactory>();
        listener.InstrumentPublished = (instrument, l) =>
        {
            if (instrument.Name == "mcpproxy.configuration.reloads" && ReferenceEquals(instrument.Meter.Scope, meters))
            {
                l.EnableMeasurementEvents(instrument);
            }
        };
        listener.SetMeasurementEventCallback<long>((_, _, tags, _) => outcomes.Add((string)tags[0].Value!));
        listener.Start();

        await proxy.ReloadAsync(Json(greeting: "goodbye"));
        await proxy.ReloadAsync("{}{");

        Assert.Equal(["accepted", "rejected"], outcomes);
        Assert.NotNull(proxy.App.Services.GetRequiredService<McpProxyMetrics>());
    }

    private static string Json(
        string path = "/items/{**rest}", string request = "GET /items/{id}", string greeting = "hello", string description = "One item", string? key = null) => $$"""
        {
          "ReverseProxy": {
            "Routes": { "items": { "ClusterId": "items", "Match": { "Path": "{{path}}" }, "Transforms": [ { "Greet": "g" } ] } },
            "Clusters": { "items": { "Destinations": { "a": { "Address": "UPSTREAM" } } } }
          },
          "Mcp": { "Tools": { "get_item": { "Route": "items", "Request": "{{request}}", "Description": "{{description}}", "Parameters": { "id": "string!" } } } },
          "McpProxy": { "Greet": { "g": { "Text": "{{greeting}}", "Key": {{(key is null ? "null" : $"\"{key}\"")}} } } }
        }
        """;

    /// <summary>A plugin's fault that no validation can see.</summary>
    private static void FailToBuild(IServiceCollection services, string greeting) => services.AddSingleton(s =>
    {
        var factory = new GreetFactory(s.GetRequiredService<ICandidateConfiguration>())
        {
            Building = o => _ = o.Text == greeting ? throw new InvalidOperationException($"Cannot build {greeting}.") : o,
        };
        return factory;
    });

    private static RouteConfig OtherRoute(string path) => new() { RouteId = "else", ClusterId = "else", Match = new RouteMatch { Path = path } };

    private static ClusterConfig OtherCluster(string address) => new()
    {
        ClusterId = "else",
        Destinations = new Dictionary<string, DestinationConfig> { ["a"] = new() { Address = address } },
    };
}
