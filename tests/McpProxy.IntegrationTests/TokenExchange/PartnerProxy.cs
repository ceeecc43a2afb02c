using System.Net.Http.Json;
using System.Text.Json;
using AdsSimulator;
using McpProxy.Plugins.AmazonAds;
using McpProxy.Plugins.Credentials;
using McpProxy.Plugins.Transforms;
using McpProxy.Testing;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace McpProxy.IntegrationTests.TokenExchange;

/// <summary>A proxy with one token exchange in front of a simulator that has the token servers, both on one clock that stands still.</summary>
internal sealed class PartnerProxy : IAsyncDisposable
{
    public const string Token = "acct:secret-token-0123456789";

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
    public static Task<PartnerProxy> OpenBridgeAsync(string more = "", Action<SimulatorOptions>? simulate = null) => StartAsync(
        simulator => $$"""
        {
          "Preset": "openbridge",
          "Servers": { "auth": "{{simulator}}openbridge", "identities": "{{simulator}}openbridge", "service": "{{simulator}}openbridge" }
          {{more}}
        }
        """,
        simulate);

    /// <summary>A proxy with an exchange called <c>partner</c> on the route of <c>/echo</c> and the tool <c>echo</c>.</summary>
    /// <param name="exchange">The options, given the simulator's address.</param>
    /// <param name="simulate">Changes the simulator's options.</param>
    /// <param name="configure">Adds services of the proxy.</param>
    public static async Task<PartnerProxy> StartAsync(Func<Uri, string> exchange, Action<SimulatorOptions>? simulate = null, Action<IServiceCollection>? configure = null)
    {
        var time = new TestTimeProvider();
        var log = new RecordingLogger();
        var simulator = await SimulatorApp.StartAsync(
            options =>
            {
                options.TimeProvider = time;
                simulate?.Invoke(options);
            },
            TestContext.Current.CancellationToken);
        simulator.Requests.Keep = 1000;
        var host = await ProxyHost.StartAsync(
            Configuration(simulator.BaseAddress, exchange(simulator.BaseAddress)),
            builder =>
            {
                builder.Environment.EnvironmentName = "Development";
                builder.Logging.AddProvider(log);
                builder.Services.AddSingleton<TimeProvider>(time);
                configure?.Invoke(builder.Services);
                builder.Services.AddMcpProxy(builder.Configuration).AddTransforms().AddCredentials().AddAmazonAds();
            },
            app => app.Use(Authenticate));
        return new PartnerProxy(simulator, host, time, log);
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
        await Simulator.DisposeAsync();
    }

    private static void Authorize(HttpRequestMessage request, string? token)
    {
        if (token is not null)
        {
            request.Headers.TryAddWithoutValidation("Authorization", $"Bearer {token}");
        }
    }

    /// <summary>Takes any bearer token for a partner's.</summary>
    private static Task Authenticate(HttpContext context, RequestDelegate next)
    {
        if (context.Request.Headers.Authorization.ToString() is ['B', 'e', 'a', 'r', 'e', 'r', ' ', .. var token])
        {
            var fingerprint = Convert.ToHexStringLower(System.Security.Cryptography.SHA256.HashData(System.Text.Encoding.UTF8.GetBytes(token)));
            context.Features.Set(new ExchangeCaller { Scheme = "partner", Principal = fingerprint, Credential = token, CredentialFingerprint = fingerprint });
        }

        return next(context);
    }

    private static string Configuration(Uri simulator, string exchange) => $$"""
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
