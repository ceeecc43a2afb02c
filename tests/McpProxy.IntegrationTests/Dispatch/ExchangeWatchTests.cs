using System.Diagnostics.Metrics;
using McpProxy.Testing;
using Microsoft.Extensions.DependencyInjection;

namespace McpProxy.IntegrationTests.Dispatch;

/// <summary>Exchanges of the HTTP door are measured by route and class of status.</summary>
public sealed class ExchangeWatchTests
{
    [Fact]
    public async Task HttpDoor_Exchanges_AreMeasuredByRouteAndStatusAndToolCallsAreNot()
    {
        await using var upstream = new RawUpstream();
        await using var proxy = await ProxyHost.StartAsync($$"""
            {
              "ReverseProxy": {
                "Routes": {
                  "up":   { "ClusterId": "up", "Match": { "Path": "/up" } },
                  "down": { "ClusterId": "down", "Match": { "Path": "/down" } }
                },
                "Clusters": {
                  "up": { "Destinations": { "d": { "Address": "{{upstream.Address}}" } } },
                  "down": { "Destinations": { "d": { "Address": "http://127.0.0.1:1/" } } }
                }
              },
              "Mcp": { "Tools": { "up": { "Route": "up", "Request": "GET /up" } } }
            }
            """);
        var measured = new List<string>();
        var three = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        using var listener = new MeterListener();
        var scope = proxy.Services.GetRequiredService<IMeterFactory>();
        listener.InstrumentPublished = (instrument, self) =>
        {
            if (instrument.Meter.Scope == scope && instrument.Name == "mcpproxy.dispatch.exchange.duration")
            {
                self.EnableMeasurementEvents(instrument);
            }
        };
        listener.SetMeasurementEventCallback<double>((_, _, tags, _) =>
        {
            lock (measured)
            {
                measured.Add(string.Join(' ', tags.ToArray().Select(t => $"{t.Key}={t.Value}")));
                if (measured.Count == 3)
                {
                    three.SetResult();
                }
            }
        });
        listener.Start();

        await proxy.CallAsync("up");
        using var first = await proxy.Http.GetAsync("/up", TestContext.Current.CancellationToken);
        using var second = await proxy.Http.GetAsync("/up", TestContext.Current.CancellationToken);
        using var third = await proxy.Http.GetAsync("/down", TestContext.Current.CancellationToken);
        await three.Task.Soon(); // An exchange ends after its answer has been read.

        Assert.Equal(["route=down status=5xx", "route=up status=2xx", "route=up status=2xx"], measured.Order(StringComparer.Ordinal));
    }
}
