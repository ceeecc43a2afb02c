using System.Net.Http.Json;
using System.Text.Json;
using AdsSimulator;
using McpProxy.Plugins.AmazonAds;
using McpProxy.Plugins.Credentials;
using McpProxy.Plugins.Transforms;
using McpProxy.State;
using McpProxy.Testing;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace McpProxy.IntegrationTests.TokenExchange;

/// <summary>A proxy with one token exchange in front of a simulator that has the token servers, both on one clock that stands still.</summary>
internal sealed class PartnerProxy : IAsyncDisposable
{
    /// <summary>The variable with the secret of the simulator's applications.</summary>
    public const string SecretVariable = "TOKEN_EXCHANGE_TESTS_SECRET";

    public const string Token = "acct:secret-token-0123456789";

    private const string Schemes = """ "Authentication": { "PublicOrigin": "https://proxy.example", "AuthorizationServers": [ "https://idp.example" ], "Schemes": { "partner": { "Kind": "PartnerToken", "MinLength": 8, "Headers": [ "X-Openbridge-Token", "Authorization" ] } } }, """;

    /// <summary>The variable with the key of the state, a text of 32 bytes and more.</summary>
    public const string KeyVariable = "TOKEN_EXCHANGE_TESTS_KEY";

    private const string NewKeyVariable = "TOKEN_EXCHANGE_TESTS_NEW_KEY";

    private bool _isReplica;

    static PartnerProxy()
    {
        Environment.SetEnvironmentVariable(KeyVariable, "a key of these tests, of 32 bytes at least");
        Environment.SetEnvironmentVariable(NewKeyVariable, "another key of these tests, that is newer");
        Environment.SetEnvironmentVariable(SecretVariable, "simulator-secret");
    }

    private PartnerProxy(RunningSimulator simulator, ProxyHost host, TestTimeProvider time, RecordingLogger log)
    {
        Simulator = simulator;
        Host = host;
        Time = time;
        Log = log;
    }

    public RunningSimulator Simulator { get; }

    public ProxyHost Host { get; }

    public TestTimeProvider Time { get; }

    /// <summary>Warnings and errors.</summary>
    public RecordingLogger Log { get; }

    /// <summary>The OpenBridge preset on the simulator.</summary>
    /// <param name="more">Further keys of the exchange, with a comma before them.</param>
    /// <param name="asksCallers">Whether callers are authenticated by their token; else it comes in a header of the exchange.</param>
    public static Task<PartnerProxy> OpenBridgeAsync(string more = "", bool asksCallers = true) => StartAsync(
        simulator => $$"""
        {
          "Preset": "openbridge",
          "Servers": { "auth": "{{simulator}}openbridge", "identities": "{{simulator}}openbridge", "service": "{{simulator}}openbridge" }
          {{more}}
        }
        """,
        asksCallers: asksCallers);

    /// <summary>A proxy with an exchange called <c>partner</c> on the route of <c>/echo</c> and the tool <c>echo</c>.</summary>
    /// <param name="exchange">The options, given the simulator's address.</param>
    /// <param name="asksCallers">Whether callers are authenticated by their token.</param>
    /// <param name="store">What replicas share.</param>
    /// <param name="replica">Another proxy, whose simulator and clock this one shares; they must be disposed before it is.</param>
    /// <param name="hasNewStateKey">Whether a newer state key stands before that of other proxies.</param>
    /// <param name="schemes">The schemes by which callers are authenticated, in place of that of their token.</param>
    public static async Task<PartnerProxy> StartAsync(Func<Uri, string> exchange, bool asksCallers = true, IStateStore? store = null, PartnerProxy? replica = null, bool hasNewStateKey = false, string? schemes = null)
    {
        var time = replica?.Time ?? new TestTimeProvider();
        var log = new RecordingLogger();
        var simulator = replica?.Simulator ?? await SimulatorApp.StartAsync(
            options => options.TimeProvider = time,
            TestContext.Current.CancellationToken);
        simulator.Requests.Keep = 1000;
        var host = await ProxyHost.StartAsync(
            Configuration(simulator.BaseAddress, exchange(simulator.BaseAddress), schemes is not null ? $$""" "Authentication": { "Schemes": { {{schemes}} } }, """ : asksCallers ? Schemes : "", hasNewStateKey ? $"\"env:{NewKeyVariable}\", " : ""),
            builder =>
            {
                builder.Logging.AddProvider(log);
                builder.Services.AddSingleton<TimeProvider>(time);
                if (store is not null)
                {
                    builder.Services.AddSingleton(store);
                }

                builder.Services.AddMcpProxy(builder.Configuration).AddTransforms().AddCredentials().AddAmazonAds();
            });
        return new PartnerProxy(simulator, host, time, log) { _isReplica = replica is not null };
    }

    /// <summary>Calls <c>/echo</c> through the HTTP door.</summary>
    public Task<HttpResponseMessage> SendAsync(string? token = Token, Action<HttpRequestMessage>? configure = null)
    {
        var request = new HttpRequestMessage(HttpMethod.Get, "/echo/x");
        Authorize(request, token);
        configure?.Invoke(request);
        return Host.Http.SendAsync(request, TestContext.Current.CancellationToken);
    }

    /// <summary>As <see cref="SendAsync"/>; returns the error of the answer.</summary>
    public async Task<JsonElement> FailAsync(string? token = Token, Action<HttpRequestMessage>? configure = null)
    {
        using var response = await SendAsync(token, configure);
        Assert.False(response.IsSuccessStatusCode);
        return await response.Content.ReadFromJsonAsync<JsonElement>(TestContext.Current.CancellationToken);
    }

    /// <summary>Calls the tool <c>echo</c>.</summary>
    public Task<JsonElement> CallAsync(string? token = Token, Action<HttpRequestMessage>? configure = null) => Host.CallAsync("echo", "{}", request =>
    {
        Authorize(request, token);
        configure?.Invoke(request);
    });

    /// <summary>As <see cref="CallAsync"/>; returns the error of the result.</summary>
    public async Task<JsonElement> FailCallAsync(string? token = Token, Action<HttpRequestMessage>? configure = null)
    {
        var result = await CallAsync(token, configure);
        Assert.True(result.GetProperty("isError").GetBoolean(), result.ToString());
        return result.GetProperty("_meta").GetProperty("mcpproxy/error");
    }

    /// <summary>A header of the last request that reached <c>/echo</c>.</summary>
    public string? Upstream(string header) => Simulator.Requests.Snapshot("/echo")[^1].Header(header);

    /// <summary>Waits for something that happens beside the calls.</summary>
    public static async Task WhenAsync(Func<bool> happened)
    {
        using var limit = new CancellationTokenSource(Wait.Limit);
        while (!happened())
        {
            limit.Token.ThrowIfCancellationRequested();
            await Task.Yield();
        }
    }

    public async ValueTask DisposeAsync()
    {
        await Host.DisposeAsync();
        if (!_isReplica)
        {
            await Simulator.DisposeAsync();
        }
    }

    private static void Authorize(HttpRequestMessage request, string? token)
    {
        if (token is not null)
        {
            request.Headers.TryAddWithoutValidation("Authorization", $"Bearer {token}");
        }
    }

    private static string Configuration(Uri simulator, string exchange, string authentication, string newKeys) => $$"""
        {
          "ReverseProxy": {
            "Routes": {
              "echo": {
                "ClusterId": "ads",
                "Match": { "Path": "/echo/{**rest}" },
                "Transforms": [ { "TokenExchange": "partner" }, { "HeaderInject": "partner" } ]
              }
            },
            "Clusters": { "ads": { "Destinations": { "one": { "Address": "{{simulator}}" } } } }
          },
          "Mcp": { "Tools": { "echo": { "Route": "echo", "Request": "GET /echo/x" } } },
          "McpProxy": {
            {{authentication}}
            "State": { "Keys": [ {{newKeys}}"env:{{KeyVariable}}" ] },
            "TokenExchange": { "partner": {{exchange}} },
            "HeaderInject": {
              "partner": {
                "Headers": {
                  "Authorization": { "Item": "access_token", "Prefix": "Bearer " },
                  "Amazon-Advertising-API-ClientId": { "Item": "client_id" },
                  "Seen-Identity": { "Exchange": "Identity" },
                  "Seen-Region": { "Exchange": "Region" },
                  "Seen-Profile": { "Exchange": "Profile" }
                }
              }
            }
          }
        }
        """;
}
