using McpProxy.Configuration;
using McpProxy.Forwarding.Regions;
using Yarp.ReverseProxy.Configuration;

namespace McpProxy.UnitTests.Forwarding.Regions;

public sealed class RegionSandboxTests
{
    private static readonly RegionSandboxConfig _sandbox = new() { Enabled = true, From = "advertising-api", To = "advertising-api-test" };

    [Theory]
    [InlineData("https://advertising-api-eu.amazon.com/", "https://advertising-api-test-eu.amazon.com/")]
    [InlineData("https://advertising-api.amazon.com", "https://advertising-api-test.amazon.com/")]
    [InlineData("https://advertising-api-fe.amazon.com:8443/advertising-api/", "https://advertising-api-test-fe.amazon.com:8443/advertising-api/")]
    public void Apply_Enabled_ReplacesInTheHostOnly(string address, string expected) =>
        Assert.Equal(expected, RegionSandbox.Apply(Cluster(address), _sandbox).Destinations!["eu"].Address);

    [Fact]
    public void Apply_HealthAndHost_MoveToo()
    {
        var moved = RegionSandbox.Apply(Cluster("https://advertising-api-eu.amazon.com/"), _sandbox).Destinations!["eu"];

        Assert.Equal(("https://advertising-api-test-eu.amazon.com/ping", "advertising-api-test-eu.amazon.com"), (moved.Health, moved.Host));
    }

    [Fact]
    public void Apply_Off_ChangesNothing()
    {
        var cluster = Cluster("https://advertising-api-eu.amazon.com/");

        Assert.Same(cluster, RegionSandbox.Apply(cluster, _sandbox with { Enabled = false }));
    }

    private static ClusterConfig Cluster(string address) => new()
    {
        ClusterId = "ads",
        Destinations = new Dictionary<string, DestinationConfig>
        {
            ["eu"] = new() { Address = address, Health = "https://advertising-api-eu.amazon.com/ping", Host = "advertising-api-eu.amazon.com" },
        },
    };
}
