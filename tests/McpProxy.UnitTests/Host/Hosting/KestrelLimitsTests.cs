using McpProxy.Configuration;
using McpProxy.Host.Hosting;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.Extensions.Configuration;

namespace McpProxy.UnitTests.Host.Hosting;

public sealed class KestrelLimitsTests
{
    private readonly KestrelServerLimits _limits = new();

    [Fact]
    public void Apply_Limits_AreSet()
    {
        Apply(("MaxConcurrentConnections", "12"), ("RequestHeadersTimeout", "00:00:02"), ("Http2:MaxStreamsPerConnection", "7"));

        Assert.Equal((12, TimeSpan.FromSeconds(2), 7), (_limits.MaxConcurrentConnections, _limits.RequestHeadersTimeout, _limits.Http2.MaxStreamsPerConnection));
    }

    [Fact]
    public void Apply_Rates_AreSet()
    {
        Apply(("MinRequestBodyDataRate:BytesPerSecond", "100"), ("MinRequestBodyDataRate:GracePeriod", "00:00:03"));

        Assert.Equal((100, TimeSpan.FromSeconds(3)), (_limits.MinRequestBodyDataRate!.BytesPerSecond, _limits.MinRequestBodyDataRate.GracePeriod));
        Assert.NotNull(_limits.MinResponseDataRate);
    }

    [Fact]
    public void Apply_Nothing_LeavesKestrelsDefaults()
    {
        Apply();

        Assert.Equal(new KestrelServerLimits().MinRequestBodyDataRate!.BytesPerSecond, _limits.MinRequestBodyDataRate!.BytesPerSecond);
    }

    [Theory]
    [InlineData("MaxConcurentConnections", "12")]
    [InlineData("MaxConcurrentConnections", "many")]
    [InlineData("MaxConcurrentConnections", "-1")]
    [InlineData("MinRequestBodyDataRate:BytesPerSecond", "100")]
    public void Apply_Mistake_IsAnErrorOfTheConfiguration(string key, string value)
    {
        var exception = Assert.Throws<InvalidConfigurationException>(() => Apply((key, value)));

        var error = Assert.Single(exception.Errors);
        Assert.Equal((ConfigErrorCodes.InvalidValue, "Kestrel:Limits:" + key.Split(':')[0]), (error.Code, error.Path));
        Assert.DoesNotContain('\n', error.Message);
    }

    private void Apply(params (string Key, string Value)[] limits)
    {
        var configuration = new ConfigurationBuilder()
            .AddInMemoryCollection(limits.Select(l => KeyValuePair.Create("Kestrel:Limits:" + l.Key, (string?)l.Value)))
            .Build();
        KestrelLimits.Apply(configuration, _limits);
    }
}
