using System.Net.Http.Json;
using System.Text.Json;
using AdsSimulator;
using AdsSimulator.OAuth;
using McpProxy.Configuration;
using McpProxy.IntegrationTests.Cli;
using McpProxy.IntegrationTests.Partners.Leaks;
using McpProxy.Plugins.AmazonAds;
using McpProxy.Plugins.Credentials;
using McpProxy.Plugins.Transforms;
using McpProxy.Testing;
using McpProxy.Testing.Mcp;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace McpProxy.IntegrationTests.Partners;

/// <summary>
/// A proxy that runs a file of <c>config/examples</c> in front of a simulator whose Ads API demands tokens. All that it logs, answers,
/// measures, stores and sends is watched: disposing it fails the test when a secret is in it.
/// </summary>
internal sealed class ExampleGateway : IAsyncDisposable
{
    private readonly string _example;
    private readonly WorkFolder _folder;
    private readonly bool _watches;

    private ExampleGateway(string example, RunningSimulator simulator, ProxyHost proxy, TestTimeProvider time, LeakWatch watch, WorkFolder folder, bool watches)
    {
        _example = example;
        _folder = folder;
        _watches = watches;
        Simulator = simulator;
        Proxy = proxy;
        Time = time;
        Watch = watch;
        Http = new HttpClient(new WatchedAnswers(watch) { InnerHandler = new SocketsHttpHandler { UseCookies = false, AllowAutoRedirect = false } }) { BaseAddress = proxy.Address, Timeout = Wait.Limit };
    }

    public RunningSimulator Simulator { get; }

    public ProxyHost Proxy { get; }

    /// <summary>The clock of the proxy and of the simulator, which stands still.</summary>
    public TestTimeProvider Time { get; }

    public LeakWatch Watch { get; }

    /// <summary>The caller's client, whose answers are watched.</summary>
    public HttpClient Http { get; }

    public string StateFile => StateFileIn(_folder);

    /// <summary>Starts an example.</summary>
    /// <param name="example">Name of the file without extension.</param>
    /// <param name="simulate">Changes the simulator.</param>
    /// <param name="layer">A third configuration file, for what a test needs and the example leaves open.</param>
    /// <param name="watch">A watch of several gateways; it is the caller's to look at then. Default: one of its own, looked at when this is disposed.</param>
    /// <param name="watches">Whether logs and upstream requests are kept; not for load.</param>
    public static async Task<ExampleGateway> StartAsync(string example, Action<SimulatorOptions>? simulate = null, string? layer = null, LeakWatch? watch = null, bool watches = true)
    {
        var time = new TestTimeProvider();
        var folder = new WorkFolder();
        var simulator = await SimulatorApp.StartAsync(options =>
        {
            options.TimeProvider = time;
            options.RegionUrls["eu"] = "http://127.0.0.1:0";
            options.RegionUrls["fe"] = "http://127.0.0.1:0";
            options.Ads = new(RequireTokens: true);
            options.Lwa = new(Clients: [new OAuthClient(ExampleFiles.Variable("AMAZON_AD_API_CLIENT_ID"), ExampleFiles.Variable("AMAZON_AD_API_CLIENT_SECRET"), ["https://ads-mcp.example.com/auth/callback/amazon"])]);
            options.Strava = new(AccessTokenSeconds: 21_600, Clients: [new OAuthClient("12345", ExampleFiles.Variable("STRAVA_CLIENT_SECRET"), ["http://localhost:8000/auth/callback/strava"])]);
            options.Issuer = new(Clients: [new OAuthClient("mcpproxy", ExampleFiles.Variable(example == "client-credentials" ? "ORDERS_CLIENT_SECRET" : "EXCHANGE_CLIENT_SECRET"))]);
            simulate?.Invoke(options);
        });
        simulator.Requests.Keep = watches ? 100_000 : 0;
        var ownWatch = watch is null && watches;
        watch ??= new LeakWatch();
        AddSecrets(watch);
        var addresses = folder.Write("simulator.json", ExampleLayer.For(example, simulator, StateFileIn(folder)));
        var proxy = await ProxyHost.StartAsync("{}", builder =>
        {
            builder.Configuration.AddMcpProxyFile(ExampleFiles.PathOf(example), reloadOnChange: false);
            builder.Configuration.AddMcpProxyFile(addresses, reloadOnChange: false);
            if (layer is not null)
            {
                builder.Configuration.AddMcpProxyFile(folder.Write("layer.json", layer), reloadOnChange: false);
            }

            if (watches)
            {
                builder.Logging.SetMinimumLevel(LogLevel.Trace);
                builder.Logging.AddProvider(new WatchedLogs(watch));
            }

            builder.Services.AddSingleton<TimeProvider>(time);
            builder.Services.AddMcpProxy(builder.Configuration).AddTransforms().AddCredentials().AddAmazonAds();
        }, app => app.MapMcpProxyHealth());
        return new ExampleGateway(example, simulator, proxy, time, watch, folder, ownWatch);
    }

    /// <summary>A request through the HTTP door.</summary>
    public async Task<HttpResponseMessage> SendAsync(Caller caller, string path, HttpMethod? method = null, string? json = null, string? accept = null)
    {
        using var request = new HttpRequestMessage(method ?? HttpMethod.Get, path);
        if (json is not null)
        {
            request.Content = new StringContent(json, new System.Net.Http.Headers.MediaTypeHeaderValue("application/json"));
        }

        if (accept is not null)
        {
            request.Headers.Add("Accept", accept);
        }

        caller.Apply(request);
        return await Http.SendAsync(request, TestContext.Current.CancellationToken);
    }

    /// <summary>A request through the HTTP door that must succeed; returns the JSON of the answer.</summary>
    public async Task<JsonElement> GetAsync(Caller caller, string path, HttpMethod? method = null, string? json = null)
    {
        using var response = await SendAsync(caller, path, method, json);
        var text = await response.Content.ReadAsStringAsync(TestContext.Current.CancellationToken);
        Assert.True(response.IsSuccessStatusCode, $"{(int)response.StatusCode} {text}");
        return JsonElement.Parse(text);
    }

    /// <summary>A request through the HTTP door that must fail; returns the problem.</summary>
    public async Task<JsonElement> FailAsync(Caller caller, string path, HttpMethod? method = null, string? json = null)
    {
        using var response = await SendAsync(caller, path, method, json);
        Assert.False(response.IsSuccessStatusCode);
        return await response.Content.ReadFromJsonAsync<JsonElement>(TestContext.Current.CancellationToken);
    }

    /// <summary>Any message to the MCP door.</summary>
    public async Task<HttpResponseMessage> PostAsync(Caller caller, HttpRequestMessage message)
    {
        using (message)
        {
            caller.Apply(message);
            return await Http.SendAsync(message, TestContext.Current.CancellationToken);
        }
    }

    /// <summary>A tool call through the MCP door, as a client of 2026-07-28 makes it; returns the result.</summary>
    public async Task<JsonElement> CallAsync(Caller caller, string tool, string arguments = "{}", string path = "/mcp")
    {
        using var response = await PostAsync(caller, McpMessages.ModernCall(tool, arguments, path: path));
        var text = await response.Content.ReadAsStringAsync(TestContext.Current.CancellationToken);
        return text.StartsWith('{') && JsonElement.Parse(text).TryGetProperty("result", out var result) ? result : throw new InvalidOperationException($"{(int)response.StatusCode} {text}");
    }

    /// <summary>A tool call that must succeed; returns the structured content.</summary>
    public async Task<JsonElement> CallToolAsync(Caller caller, string tool, string arguments = "{}")
    {
        var result = await CallAsync(caller, tool, arguments);
        Assert.False(result.TryGetProperty("isError", out var error) && error.GetBoolean(), result.ToString());
        return result.TryGetProperty("structuredContent", out var content) ? content : JsonElement.Parse(result.GetProperty("content")[0].GetProperty("text").GetString()!);
    }

    /// <summary>A tool call that must fail; returns the error.</summary>
    public async Task<JsonElement> FailToolAsync(Caller caller, string tool, string arguments = "{}")
    {
        var result = await CallAsync(caller, tool, arguments);
        Assert.True(result.TryGetProperty("isError", out var error) && error.GetBoolean(), result.ToString());
        return result.GetProperty("_meta").GetProperty("mcpproxy/error");
    }

    /// <summary>The names of the tools that a caller sees.</summary>
    public async Task<string[]> ListToolsAsync(Caller caller, string path = "/mcp")
    {
        using var response = await PostAsync(caller, McpMessages.ModernRequest("tools/list", path: path));
        var list = await response.Content.ReadFromJsonAsync<JsonElement>(TestContext.Current.CancellationToken);
        return [.. list.GetProperty("result").GetProperty("tools").EnumerateArray().Select(t => t.GetProperty("name").GetString()!)];
    }

    /// <summary>A header of the last request that reached a path of the upstream.</summary>
    public string? Upstream(string path, string header) => Simulator.Requests.Snapshot(path)[^1].Header(header);

    public async ValueTask DisposeAsync()
    {
        foreach (var path in (string[])["/health/live", "/health/ready", "/ping"])
        {
            using var _ = await SendAsync(Caller.Nobody, path);
        }

        Http.Dispose();
        await Proxy.DisposeAsync();
        UpstreamRequests.AddTo(Watch, Simulator.Requests.Snapshot());
        foreach (var file in Directory.GetFiles(_folder.Path).Where(f => f.StartsWith(StateFile, StringComparison.Ordinal)))
        {
            Watch.AddOutput("state file", System.Text.Encoding.Latin1.GetString(await File.ReadAllBytesAsync(file)));
        }

        await Simulator.DisposeAsync();
        _folder.Dispose();
        if (_watches)
        {
            Watch.AssertNoLeak();
        }
    }

    public override string ToString() => _example;

    private static void AddSecrets(LeakWatch watch)
    {
        foreach (var (name, value) in ExampleFiles.Secrets)
        {
            watch.AddSecret(name, value);
        }

        foreach (var (name, key) in ExampleFiles.Keys)
        {
            watch.AddSecret($"API key of {name}", key);
        }
    }

    private static string StateFileIn(WorkFolder folder) => Path.Combine(folder.Path, "state");
}
