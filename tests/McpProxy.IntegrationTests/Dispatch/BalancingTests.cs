using AdsSimulator;
using McpProxy.Testing;

namespace McpProxy.IntegrationTests.Dispatch;

/// <summary>Load balancing, health and affinity are YARP's; here they are held to work the same for tool calls.</summary>
public sealed class BalancingTests : IAsyncLifetime
{
    private RunningSimulator _a = null!;
    private RunningSimulator _b = null!;

    public async ValueTask InitializeAsync()
    {
        _a = await SimulatorApp.StartAsync(o => o.Region = "na");
        _b = await SimulatorApp.StartAsync(o => o.Region = "eu");
    }

    public async ValueTask DisposeAsync()
    {
        await _a.DisposeAsync();
        await _b.DisposeAsync();
    }

    private Task<ProxyHost> StartAsync(string cluster) => ProxyHost.StartAsync($$"""
        {
          "ReverseProxy": {
            "Routes": { "all": { "ClusterId": "two", "Match": { "Path": "/{**rest}" } } },
            "Clusters": { "two": { {{cluster}}, "Destinations": { "a": { "Address": "{{_a.BaseAddress}}" }, "b": { "Address": "{{_b.BaseAddress}}" } } } }
          },
          "Mcp": { "Tools": { "who": { "Route": "all", "Request": "GET /whoami" } } }
        }
        """);

    private static async Task<string> WhoAsync(ProxyHost proxy) =>
        (await proxy.CallAsync("who")).TryGetProperty("structuredContent", out var body) && body.TryGetProperty("region", out var region) ? region.GetString()! : "error";

    [Fact]
    public async Task RoundRobin_AcrossDoors_TakesTurns()
    {
        await using var proxy = await StartAsync("\"LoadBalancingPolicy\": \"RoundRobin\"");

        var regions = new List<string>();
        for (var i = 0; i < 4; i++)
        {
            regions.Add(await WhoAsync(proxy));
            using var response = await proxy.Http.GetAsync("/whoami");
            regions.Add(response.Headers.GetValues("X-Simulator-Region").Single());
        }

        Assert.Equal(4, regions.Count(r => r == "na"));
        Assert.Equal(4, regions.Count(r => r == "eu"));
        Assert.NotEqual(regions[0], regions[1]);
    }

    [Fact]
    public async Task PassiveHealth_DeadDestination_IsLeftOutAfterToolCallsFailed()
    {
        await using var proxy = await StartAsync("\"LoadBalancingPolicy\": \"RoundRobin\", \"HealthCheck\": { \"Passive\": { \"Enabled\": true, \"Policy\": \"TransportFailureRate\", \"ReactivationPeriod\": \"01:00:00\" } }, \"Metadata\": { \"TransportFailureRateHealthPolicy.RateLimit\": \"0.1\" }");
        await _b.DisposeAsync();

        var answers = new List<string>();
        for (var i = 0; i < 60; i++)
        {
            answers.Add(await WhoAsync(proxy));
        }

        Assert.Contains("error", answers);
        Assert.All(answers[^10..], region => Assert.Equal("na", region));
    }

    [Theory]
    [InlineData("HashCookie")]
    [InlineData("Cookie")]
    public async Task Affinity_KeyGivenThroughTheMcpDoor_SticksOnBothDoors(string policy)
    {
        await using var proxy = await StartAsync($"\"LoadBalancingPolicy\": \"RoundRobin\", \"SessionAffinity\": {{ \"Enabled\": true, \"Policy\": \"{policy}\", \"AffinityKeyName\": \"stick\" }}");
        using var first = await proxy.SendCallAsync("who", "{}");
        var cookie = first.Headers.GetValues("Set-Cookie").Single().Split(';')[0];
        var body = await first.Content.ReadAsStringAsync();
        var region = body.Contains("\"eu\"", StringComparison.Ordinal) || body.Contains("\\\"eu\\\"", StringComparison.Ordinal) ? "eu" : "na";

        for (var i = 0; i < 4; i++)
        {
            var again = await proxy.CallAsync("who", "{}", r => r.Headers.TryAddWithoutValidation("Cookie", cookie + "; other=secret"));
            using var request = new HttpRequestMessage(HttpMethod.Get, "/whoami");
            request.Headers.TryAddWithoutValidation("Cookie", cookie);
            using var overHttp = await proxy.Http.SendAsync(request);

            Assert.Equal(region, again.GetProperty("structuredContent").GetProperty("region").GetString());
            Assert.Equal(region, overHttp.Headers.GetValues("X-Simulator-Region").Single());
        }
    }
}
