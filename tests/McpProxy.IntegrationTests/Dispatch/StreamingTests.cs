using System.Text.Json;
using AdsSimulator;
using McpProxy.Testing;

namespace McpProxy.IntegrationTests.Dispatch;

/// <summary>Streams, cancellation, caller headers and traces through the MCP door.</summary>
public sealed class StreamingTests : IAsyncLifetime
{
    private const string Trace = "0af7651916cd43dd8448eb211c80319c";
    private RunningSimulator _simulator = null!;
    private ProxyHost _proxy = null!;

    public async ValueTask InitializeAsync()
    {
        _simulator = await SimulatorApp.StartAsync();
        _proxy = await ProxyHost.StartAsync($$"""
            {
              "ReverseProxy": {
                "Routes": { "all": { "ClusterId": "ads", "Match": { "Path": "/{**rest}" } } },
                "Clusters": { "ads": { "Destinations": { "na": { "Address": "{{_simulator.BaseAddress}}" } } } }
              },
              "Mcp": {
                "ForwardHeaders": [ "X-Tenant" ],
                "Tools": {
                  "echo": { "Route": "all", "Request": "GET /echo/x" },
                  "slow": { "Route": "all", "Request": "GET /echo/slow", "Headers": { "X-Sim-Delay-Ms": "30000" } },
                  "sse": { "Route": "all", "Request": "GET /stream/sse", "Parameters": { "events": "integer" } },
                  "lines": { "Route": "all", "Request": "GET /stream/ndjson", "Parameters": { "events": "integer" } }
                }
              }
            }
            """);
    }

    public async ValueTask DisposeAsync()
    {
        await _proxy.DisposeAsync();
        await _simulator.DisposeAsync();
    }

    private static async Task<List<JsonElement>> EventsAsync(HttpResponseMessage response)
    {
        var text = await response.Content.ReadAsStringAsync();
        return [.. text.Split('\n').Where(l => l.StartsWith("data:", StringComparison.Ordinal)).Select(l => JsonDocument.Parse(l[5..]).RootElement)];
    }

    [Fact]
    public async Task Sse_WithProgressToken_BecomesProgressAndOneResult()
    {
        using var response = await _proxy.SendCallAsync("sse", """{"events":3}""", meta: ", \"progressToken\": \"p-1\"");

        Assert.Equal("text/event-stream", response.Content.Headers.ContentType?.MediaType);
        var events = await EventsAsync(response);
        var progress = events.Where(e => e.TryGetProperty("method", out var m) && m.GetString() == "notifications/progress").Select(e => e.GetProperty("params")).ToList();
        Assert.True(progress.Count >= 3);
        Assert.All(progress, p => Assert.Equal("p-1", p.GetProperty("progressToken").GetString()));
        var values = progress.Select(p => p.GetProperty("progress").GetDouble()).ToList();
        Assert.Equal(values.Distinct().Order(), values);
        Assert.False(events[^1].GetProperty("result").GetProperty("isError").GetBoolean());
    }

    [Fact]
    public async Task Sse_WithoutProgressToken_IsOneJsonAnswer()
    {
        using var response = await _proxy.SendCallAsync("sse", """{"events":3}""");

        Assert.Equal("application/json", response.Content.Headers.ContentType?.MediaType);
    }

    [Fact]
    public async Task Lines_SeveralEvents_AreAllInTheResult()
    {
        var result = await _proxy.CallAsync("lines", """{"events":4}""");

        Assert.False(result.GetProperty("isError").GetBoolean());
        Assert.True(result.GetProperty("structuredContent").ToString().Length > 2);
    }

    [Fact]
    public async Task CallerLeaves_UpstreamCallIsCancelled()
    {
        using var leave = new CancellationTokenSource();
        var call = _proxy.SendCallAsync("slow", "{}", cancellationToken: leave.Token);
        using var patience = new CancellationTokenSource(TimeSpan.FromSeconds(60));
        await _simulator.Stats.WaitUntilAsync(s => s.Of("/echo/slow").InFlight == 1, patience.Token);

        await leave.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => call);

        await _simulator.Stats.WaitUntilAsync(s => s.Of("/echo/slow") is { InFlight: 0, CancelledByCaller: 1 }, patience.Token);
    }

    [Fact]
    public async Task CallerHeaders_OnlyListedOnesPass()
    {
        var result = await _proxy.CallAsync("echo", "{}", r =>
        {
            r.Headers.TryAddWithoutValidation("X-Tenant", "t-1");
            r.Headers.TryAddWithoutValidation("X-Other", "no");
            r.Headers.TryAddWithoutValidation("Authorization", "Bearer secret");
            r.Headers.TryAddWithoutValidation("Cookie", "a=secret");
        });

        var headers = result.GetProperty("structuredContent").GetProperty("headers").GetRawText();
        Assert.Contains("t-1", headers);
        Assert.DoesNotContain("X-Other", headers, StringComparison.OrdinalIgnoreCase);
        Assert.DoesNotContain("secret", headers, StringComparison.OrdinalIgnoreCase);
        Assert.DoesNotContain("mcp-", headers, StringComparison.OrdinalIgnoreCase);
    }

    [Fact]
    public async Task Trace_FromMeta_ReachesTheUpstream()
    {
        using var response = await _proxy.SendCallAsync("echo", "{}", meta: $", \"traceparent\": \"00-{Trace}-b7ad6b7169203331-01\"");

        Assert.Contains(Trace, await response.Content.ReadAsStringAsync());
    }

    [Fact]
    public async Task Trace_FromHeader_ReachesTheUpstreamOnBothDoors()
    {
        var parent = $"00-{Trace}-b7ad6b7169203331-01";
        using var request = new HttpRequestMessage(HttpMethod.Get, "/echo/x");
        request.Headers.TryAddWithoutValidation("traceparent", parent);

        using var overHttp = await _proxy.Http.SendAsync(request);
        using var overMcp = await _proxy.SendCallAsync("echo", "{}", r => r.Headers.TryAddWithoutValidation("traceparent", parent));

        Assert.Contains(Trace, await overHttp.Content.ReadAsStringAsync());
        Assert.Contains(Trace, await overMcp.Content.ReadAsStringAsync());
    }
}
