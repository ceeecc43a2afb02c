using AdsSimulator;
using McpProxy.Credentials;
using McpProxy.Plugins.Credentials;
using McpProxy.Plugins.Transforms;
using McpProxy.Testing;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace McpProxy.IntegrationTests.OAuth;

/// <summary>A proxy with two OAuth providers, the simulated ones, on one clock. Callers say who they are in <c>X-User</c>.</summary>
internal sealed class OAuthGateway : IAsyncDisposable
{
    private const string UserHeader = "X-User";

    private readonly RunningSimulator? _own;
    private readonly TempFile _secret;

    private OAuthGateway(RunningSimulator simulator, RunningSimulator? own, ProxyHost proxy, RecordingLogger log, TempFile secret)
    {
        Simulator = simulator;
        _own = own;
        Proxy = proxy;
        Log = log;
        _secret = secret;
    }

    public static TimeSpan Hour { get; } = TimeSpan.FromHours(1);

    public RunningSimulator Simulator { get; }

    public ProxyHost Proxy { get; }

    public RecordingLogger Log { get; }

    public IAuthorizationFlow Strava => Proxy.Services.GetRequiredService<IAuthorizationFlows>().Find("strava")!;

    public IAuthorizationFlow Amazon => Proxy.Services.GetRequiredService<IAuthorizationFlows>().Find("amazon")!;

    /// <param name="time">The clock of both.</param>
    /// <param name="simulator">The providers; a new one when null.</param>
    /// <param name="state">The section <c>McpProxy:State</c>.</param>
    /// <param name="options">More options of each provider, after a comma.</param>
    /// <param name="services">More services of the proxy.</param>
    public static async Task<OAuthGateway> StartAsync(
        TestTimeProvider time, RunningSimulator? simulator = null, string state = "{}", string options = "", Action<IServiceCollection>? services = null)
    {
        var own = simulator is null ? await SimulatorApp.StartAsync(o => o.TimeProvider = time) : null;
        simulator ??= own!;
        var log = new RecordingLogger { Least = LogLevel.Trace };
        var sim = simulator.BaseAddress;
        var secret = TempFile.With("simulator-secret");
        var proxy = await ProxyHost.StartAsync(
            $$"""
            {
              "ReverseProxy": {
                "Routes": {
                  "activities": { "ClusterId": "sim", "Match": { "Path": "/strava/{**rest}" }, "Transforms": [ { "OAuthToken": "strava" }, { "HeaderInject": "bearer" } ] },
                  "rest": { "ClusterId": "sim", "Match": { "Path": "/{**rest}" } }
                },
                "Clusters": { "sim": { "Destinations": { "a": { "Address": "{{sim}}" } } } }
              },
              "Mcp": { "Tools": { "list_activities": { "Route": "activities", "Request": "GET /strava/athlete/activities" } } },
              "McpProxy": {
                "State": {{state}},
                "HeaderInject": { "bearer": { "Headers": { "Authorization": { "Item": "access_token", "Prefix": "Bearer " } } } },
                "OAuth": {
                  "strava": { "Preset": "strava", "ClientId": "12345", "ClientSecret": "file:{{secret}}", "AuthorizationUrl": "{{sim}}strava/oauth/authorize",
                    "TokenUrl": "{{sim}}strava/oauth/token", "RedirectUri": "http://127.0.0.1:9/auth/callback/strava" {{options}} },
                  "amazon": { "Preset": "amazon-ads", "ClientId": "amzn1.application-oa2-client.simulator", "ClientSecret": "file:{{secret}}", "ClientAuthentication": "Basic",
                    "AuthorizationUrl": "{{sim}}lwa/ap/oa", "TokenUrl": "{{sim}}lwa/auth/o2/token", "RedirectUri": "http://localhost/auth/callback" {{options}} }
                }
              }
            }
            """,
            builder =>
            {
                builder.Logging.SetMinimumLevel(LogLevel.Trace);
                builder.Logging.AddProvider(log);
                builder.Services.AddSingleton<TimeProvider>(time);
                services?.Invoke(builder.Services);
                builder.Services.AddMcpProxy(builder.Configuration).AddTransforms().AddCredentials();
            },
            app => app.Use((context, next) =>
            {
                if (context.Request.Headers[UserHeader] is [{ } user])
                {
                    context.Features.Set(CallerOf(user));
                }

                return next(context);
            }));
        return new OAuthGateway(simulator, own, proxy, log, secret);
    }

    /// <summary>A request of a caller, for those who use the flows without a door.</summary>
    public static HttpContext As(string user)
    {
        var context = new DefaultHttpContext();
        context.Features.Set(CallerOf(user));
        return context;
    }

    public Task<HttpResponseMessage> GetAsync(string path, string? user = null, string? accept = null, string? session = null)
    {
        var request = new HttpRequestMessage(HttpMethod.Get, path);
        void Add(string name, string? value)
        {
            if (value is not null)
            {
                request.Headers.Add(name, value);
            }
        }

        Add(UserHeader, user);
        Add("Accept", accept);
        Add("Mcp-Session-Id", session);
        return Proxy.Http.SendAsync(request);
    }

    /// <summary>Begins a flow and lets the person agree.</summary>
    /// <returns>Path and query of the callback that the provider sends the browser to.</returns>
    public async Task<string> AgreeAsync(IAuthorizationFlow flow, string user, string? account = null)
    {
        var start = await flow.StartAsync(As(user));
        using var answer = await Proxy.Http.GetAsync(start.Url.AbsoluteUri + (account is null ? "" : $"&login_hint={account}"));
        return answer.Headers.Location!.PathAndQuery;
    }

    /// <summary>A whole flow.</summary>
    public async Task AuthorizeAsync(IAuthorizationFlow flow, string user, string? account = null)
    {
        using var page = await Proxy.Http.GetAsync(await AgreeAsync(flow, user, account ?? user));
        page.EnsureSuccessStatusCode();
    }

    /// <summary>Requests to the token endpoint of the Strava-like provider.</summary>
    public long TokenCalls => Simulator.Calls.Of("/strava/oauth/token");

    public async ValueTask DisposeAsync()
    {
        await Proxy.DisposeAsync();
        if (_own is not null)
        {
            await _own.DisposeAsync();
        }

        _secret.Dispose();
    }

    private static ExchangeCaller CallerOf(string user)
    {
        var parts = user.Split('@');
        return new ExchangeCaller { Scheme = "test", Principal = parts[0], Tenant = parts.Length > 1 ? parts[1] : "" };
    }
}
