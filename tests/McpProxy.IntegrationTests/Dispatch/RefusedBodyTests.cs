using McpProxy.Testing;
using Microsoft.Extensions.Logging;

namespace McpProxy.IntegrationTests.Dispatch;

/// <summary>A body that is too large is an ordinary answer, not a fault whose stack somebody must read.</summary>
public sealed class RefusedBodyTests
{
    [Fact]
    public async Task Call_BodyThatIsTooLarge_IsOneLineOfTheLog()
    {
        await using var simulator = await AdsSimulator.SimulatorApp.StartAsync();
        using var log = new RecordingLogger { Least = LogLevel.Information };
        await using var proxy = await ProxyHost.StartAsync(
            $$"""
            {
              "ReverseProxy": {
                "Routes": { "all": { "ClusterId": "up", "Match": { "Path": "/{**rest}" } } },
                "Clusters": { "up": { "Destinations": { "na": { "Address": "{{simulator.AddressOf("na")}}" } } } }
              },
              "Mcp": { "Tools": { "big": { "Route": "all", "Request": "GET /amc/reporting/i/dataSources?items=10000", "Response": { "MaxBytes": 4096 } } } }
            }
            """,
            builder => builder.Logging.AddProvider(log));

        var result = await proxy.CallAsync("big");

        Assert.True(result.GetProperty("isError").GetBoolean());
        var line = Assert.Single(log.Entries, e => e.Contains("BodyRefused", StringComparison.Ordinal));
        Assert.DoesNotContain('\n', line);
        Assert.DoesNotContain("   at ", line, StringComparison.Ordinal);
    }
}
