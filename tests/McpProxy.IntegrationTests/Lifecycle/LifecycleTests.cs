using System.Collections.Concurrent;
using System.Diagnostics.Metrics;
using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using McpProxy.Lifecycle;
using McpProxy.Testing;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace McpProxy.IntegrationTests.Lifecycle;

public sealed class LifecycleTests
{
    private readonly ConcurrentQueue<string> _events = new();

    [Fact]
    public async Task Process_FromStartToEnd_GoesThroughItsPhasesAndStopsPartsAfterTheLastCall()
    {
        var gate = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        var arrived = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        var proxy = await StartAsync([new("one", _events), new("two", _events, isCritical: true)], app => app.MapGet("/slow", async () =>
        {
            arrived.SetResult();
            await gate.Task;
            _events.Enqueue("call");
        }));
        using var http = new HttpClient();
        var call = http.GetAsync(new Uri(proxy.Address, "/slow"), TestContext.Current.CancellationToken);
        await arrived.Task.Soon();

        proxy.Services.GetRequiredService<IHostApplicationLifetime>().StopApplication();
        var stop = proxy.DisposeAsync().AsTask();
        gate.SetResult();
        await stop.Soon();
        using var answer = await call;

        Assert.Equal(
            ["registration", "startup", "start one", "start two", "operation", "drain", "call", "shutdown", "stop two", "stop one"],
            _events);
        Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
    }

    [Fact]
    public async Task Ready_AllIsWell_NamesPhaseAndParts()
    {
        await using var proxy = await StartAsync([new("one", _events)]);

        var (status, report) = await ReadyAsync(proxy);

        Assert.Equal(
            (HttpStatusCode.OK, "ready", "operation", """{"one":"healthy","configuration":"healthy","state":"healthy","sessions":"healthy","artifacts":"healthy"}"""),
            (status, report.GetProperty("status").GetString(), report.GetProperty("phase").GetString(), report.GetProperty("parts").GetRawText()));
    }

    [Fact]
    public async Task Ready_OptionalPartDidNotStart_IsDegradedAndServes()
    {
        await using var proxy = await StartAsync([new("one", _events) { OnStart = _ => throw new InvalidOperationException("Password=x") }]);

        var (status, report) = await ReadyAsync(proxy);

        Assert.Equal((HttpStatusCode.OK, "degraded", "failed"), (status, report.GetProperty("status").GetString(), report.GetProperty("parts").GetProperty("one").GetString()));
        var reason = Assert.Single(report.GetProperty("reasons").EnumerateArray());
        Assert.Equal(("one", "degraded"), (reason.GetProperty("check").GetString(), reason.GetProperty("status").GetString()));
        Assert.DoesNotContain("Password", report.GetRawText(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(true, PartState.Failed, 503, "not_ready")]
    [InlineData(true, PartState.Degraded, 200, "degraded")]
    [InlineData(false, PartState.Failed, 200, "degraded")]
    [InlineData(false, PartState.Degraded, 200, "degraded")]
    public async Task Ready_RunningPartReportsTrouble_FollowsWhetherItIsCritical(bool isCritical, PartState state, int code, string status)
    {
        var part = new RecordingPart("one", _events, isCritical);
        await using var proxy = await StartAsync([part]);

        part.Health = new PartHealth(state, "The store is away.");
        var (actual, report) = await ReadyAsync(proxy);

        Assert.Equal((code, status), ((int)actual, report.GetProperty("status").GetString()));
        Assert.Equal("The store is away.", Assert.Single(report.GetProperty("reasons").EnumerateArray()).GetProperty("detail").GetString());
        part.Health = PartHealth.Healthy;
        Assert.Equal("ready", (await ReadyAsync(proxy)).Report.GetProperty("status").GetString());
    }

    [Fact]
    public async Task Start_CriticalPartFails_NothingListensAndWhatRanIsStopped()
    {
        var failing = new RecordingPart("two", _events, isCritical: true) { OnStart = _ => throw new InvalidOperationException("No disk.") };

        var failure = await Assert.ThrowsAsync<LifecyclePartException>(() => StartAsync([new("one", _events), failing]));

        Assert.Equal("'two' cannot start: No disk.", failure.Message);
        Assert.Equal(["registration", "startup", "start one", "start two", "stop one"], _events);
    }

    [Fact]
    public async Task Gauges_SayPhaseAndPartStates()
    {
        var values = new ConcurrentDictionary<string, int>();
        await using var proxy = await StartAsync([new("one", _events) { OnStart = _ => throw new InvalidOperationException() }]);
        var factory = proxy.Services.GetRequiredService<IMeterFactory>();
        using var listener = new MeterListener
        {
            InstrumentPublished = (instrument, l) =>
            {
                if (ReferenceEquals(instrument.Meter.Scope, factory) && instrument.Name is "mcpproxy.phase" or "mcpproxy.part.state")
                {
                    l.EnableMeasurementEvents(instrument);
                }
            },
        };
        listener.SetMeasurementEventCallback<int>((instrument, value, tags, _) => values[$"{instrument.Name} {tags[0].Value}"] = value);
        listener.Start();

        listener.RecordObservableInstruments();

        Assert.Equal((1, 0, 0), (values["mcpproxy.phase operation"], values["mcpproxy.phase startup"], values["mcpproxy.phase drain"]));
        Assert.Equal((2, 0), (values["mcpproxy.part.state one"], values["mcpproxy.part.state configuration"]));
    }

    [Fact]
    public async Task Ping_WhileACallRuns_IsBusy()
    {
        var gate = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        var arrived = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        var upstream = WebApplication.CreateSlimBuilder();
        upstream.Logging.ClearProviders();
        await using var slow = upstream.Build();
        slow.Urls.Add("http://127.0.0.1:0");
        slow.MapGet("/slow", async () =>
        {
            arrived.SetResult();
            await gate.Task;
        });
        await slow.StartAsync(TestContext.Current.CancellationToken);
        await using var proxy = await StartAsync([], json: $$"""
            {
              "ReverseProxy": {
                "Routes": { "slow": { "ClusterId": "up", "Match": { "Path": "/slow" } } },
                "Clusters": { "up": { "Destinations": { "one": { "Address": "{{slow.Urls.First()}}" } } } }
              },
              "Mcp": { "Tools": { "slow": { "Route": "slow", "Request": "GET /slow", "Description": "Waits." } } }
            }
            """);

        Assert.Equal("Healthy", await PingAsync(proxy));
        var call = proxy.CallAsync("slow");
        await arrived.Task.Soon();
        Assert.Equal("HealthyBusy", await PingAsync(proxy));
        gate.SetResult();
        await call.Soon();
        Assert.Equal("Healthy", await PingAsync(proxy));
    }

    private static async Task<string?> PingAsync(ProxyHost proxy) =>
        (await proxy.Http.GetFromJsonAsync<JsonElement>(new Uri("/ping", UriKind.Relative))).GetProperty("status").GetString();

    private static async Task<(HttpStatusCode Status, JsonElement Report)> ReadyAsync(ProxyHost proxy)
    {
        using var response = await proxy.Http.GetAsync(new Uri("/health/ready", UriKind.Relative));
        return (response.StatusCode, await response.Content.ReadFromJsonAsync<JsonElement>());
    }

    private Task<ProxyHost> StartAsync(RecordingPart[] parts, Action<WebApplication>? configureApp = null, string json = "{}") => ProxyHost.StartAsync(
        json,
        builder =>
        {
            builder.Logging.AddProvider(new PhaseRecorder(_events)).AddFilter<PhaseRecorder>(null, LogLevel.Information);
            foreach (var part in parts)
            {
                builder.Services.AddSingleton<ILifecyclePart>(part);
            }
        },
        app =>
        {
            app.MapMcpProxyHealth();
            configureApp?.Invoke(app);
        });
}
