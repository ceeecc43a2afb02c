using McpProxy.Configuration;
using McpProxy.Inbound;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;

namespace McpProxy.UnitTests.Inbound;

public sealed class HostCheckTests
{
    [Theory]
    [InlineData("http://localhost:8000", false)]
    [InlineData("http://127.0.0.1:8000", false)]
    [InlineData("http://[::1]:8000", false)]
    [InlineData("http://0.0.0.0:8000", true)]
    [InlineData("http://[::]:8000", true)]
    [InlineData("http://*:8000", true)]
    [InlineData("http://mcp.internal:8000", true)]
    [InlineData("http://localhost:8000;http://0.0.0.0:9000", false)]
    [InlineData("http://localhost:8000;http://192.168.0.1:8000", true)]
    [InlineData("http://unix:/run/mcp.sock", true)]
    [InlineData("", true)]
    public void IsAllowed_ForeignHostAtPort8000_DependsOnTheListener(string addresses, bool expected)
    {
        var sut = new HostCheck(new ListenerAddresses(new Server(addresses)));

        Assert.Equal(expected, sut.IsAllowed(Request("evil.example.com"), ConfigSnapshot.None));
        Assert.True(sut.IsAllowed(Request("localhost:8000"), ConfigSnapshot.None));
    }

    [Fact]
    public void IsAllowed_HostsConfiguredOnPublicListener_AnswersToThemAlone()
    {
        var sut = new HostCheck(new ListenerAddresses(new Server("http://0.0.0.0:8000")));
        var config = ConfigSnapshot.None with { Mcp = new McpConfig { AllowedHosts = ["mcp.example.com"] } };

        Assert.True(sut.IsAllowed(Request("mcp.example.com"), config));
        Assert.False(sut.IsAllowed(Request("localhost"), config));
        Assert.False(sut.IsAllowed(Request(""), config));
    }

    [Fact]
    public void IsAllowed_PublicOrigin_IsOneOfOurNames()
    {
        var sut = new HostCheck(new ListenerAddresses(new Server("http://127.0.0.1:8000")));
        var config = ConfigSnapshot.None with { Host = new() { Authentication = new() { PublicOrigin = new("https://mcp.example.com:8443") } } };

        Assert.True(sut.IsAllowed(Request("MCP.example.com:8443"), config));
        Assert.True(sut.IsAllowed(Request("localhost:8000"), config));
        Assert.False(sut.IsAllowed(Request("evil.example.com"), config));
    }

    private static DefaultHttpContext Request(string host)
    {
        var http = new DefaultHttpContext();
        http.Request.Host = new HostString(host);
        http.Connection.LocalPort = 8000;
        return http;
    }

    private sealed class Server : IServer
    {
        public Server(string addresses)
        {
            var feature = new ServerAddressesFeature();
            foreach (var address in addresses.Split(';', StringSplitOptions.RemoveEmptyEntries))
            {
                feature.Addresses.Add(address);
            }

            Features.Set<IServerAddressesFeature>(feature);
        }

        public IFeatureCollection Features { get; } = new FeatureCollection();

        public Task StartAsync<TContext>(IHttpApplication<TContext> application, CancellationToken cancellationToken)
            where TContext : notnull => Task.CompletedTask;

        public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;

        public void Dispose()
        {
        }
    }
}
