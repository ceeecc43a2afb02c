using System.Net;
using System.Net.Sockets;
using System.Text;
using McpProxy.Outbound;

namespace McpProxy.UnitTests.Outbound;

/// <summary>The guard, with a resolver that says what an attacker's would.</summary>
public sealed class OutboundGuardTests
{
    private static readonly OutboundRules _amazon = new() { Hosts = [".amazonaws.com", "files.example.com"] };

    [Theory]
    [InlineData("https://bucket.s3.amazonaws.com/a")]
    [InlineData("https://BUCKET.S3.AMAZONAWS.COM:443/a?x=1")]
    [InlineData("https://files.example.com/")]
    public void Check_Allowed_Passes(string url) => new OutboundGuard(_amazon).Check(new Uri(url));

    [Theory]
    [InlineData("http://bucket.s3.amazonaws.com/a", "scheme_not_allowed")]
    [InlineData("ws://bucket.s3.amazonaws.com/a", "scheme_not_allowed")]
    [InlineData("https://user@bucket.s3.amazonaws.com/a", "credentials_in_url")]
    [InlineData("https://bucket.s3.amazonaws.com@evil.example.com/a", "credentials_in_url")]
    [InlineData("https://bucket.s3.amazonaws.com:8443/a", "port_not_allowed")]
    [InlineData("https://amazonaws.com/a", "host_not_allowed")]
    [InlineData("https://.amazonaws.com/a", "host_not_allowed")]
    [InlineData("https://xamazonaws.com/a", "host_not_allowed")]
    [InlineData("https://s3.amazonaws.com.evil.example.com/a", "host_not_allowed")]
    [InlineData("https://s3.amazonaws.com./a", "host_not_allowed")]
    [InlineData("https://a.files.example.com/", "host_not_allowed")]
    [InlineData("https://[::1]/a", "host_not_allowed")]
    [InlineData("https://2130706433/a", "host_not_allowed")]
    public void Check_NotAllowed_SaysWhy(string url, string code)
    {
        if (!Uri.TryCreate(url, UriKind.Absolute, out var address))
        {
            return; // No URL at all.
        }

        Assert.Equal(code, Assert.Throws<OutboundRefusedException>(() => new OutboundGuard(_amazon).Check(address)).Code);
    }

    [Theory]
    [InlineData("10.0.0.1")]
    [InlineData("52.216.0.1", "10.0.0.1")]
    [InlineData("52.216.0.1", "::ffff:169.254.169.254")]
    public async Task Addresses_OneOfThemInside_AreRefused(params string[] addresses)
    {
        var guard = new OutboundGuard(_amazon, (_, _) => Task.FromResult(addresses.Select(IPAddress.Parse).ToArray()));

        var refusal = await Assert.ThrowsAsync<OutboundRefusedException>(() => guard.FindAddressesAsync("bucket.s3.amazonaws.com", TestContext.Current.CancellationToken));

        Assert.Equal("address_not_allowed", refusal.Code);
        Assert.All(addresses, a => Assert.DoesNotContain(a, refusal.Message, StringComparison.Ordinal));
    }

    [Fact]
    public async Task Addresses_OfANetworkThatIsAllowed_Pass()
    {
        var guard = new OutboundGuard(_amazon with { Networks = [IPNetwork.Parse("10.1.0.0/16")] }, (_, _) => Task.FromResult<IPAddress[]>([IPAddress.Parse("10.1.2.3"), IPAddress.Parse("::ffff:10.1.2.4")]));

        Assert.Equal(2, (await guard.FindAddressesAsync("x", TestContext.Current.CancellationToken)).Count);
    }

    [Fact]
    public async Task Connection_NameThatChanges_GoesToTheAddressThatWasChecked()
    {
        using var server = new TcpListener(IPAddress.Loopback, 0);
        server.Start();
        var port = ((IPEndPoint)server.LocalEndpoint).Port;
        var asked = 0;
        var rules = new OutboundRules { Hosts = ["rebind.example.com"], Ports = [port], AllowsHttp = true, Networks = [IPNetwork.Parse("127.0.0.1/32")] };
        // The first answer is allowed here; every later one is not.
        var guard = new OutboundGuard(rules, (_, _) => Task.FromResult<IPAddress[]>([asked++ == 0 ? IPAddress.Loopback : IPAddress.Parse("127.0.0.2")]));
        using var client = new HttpClient(guard.CreateHandler());

        var answer = client.GetStringAsync($"http://rebind.example.com:{port}/", TestContext.Current.CancellationToken);
        using (var accepted = await server.AcceptSocketAsync(TestContext.Current.CancellationToken))
        {
            await accepted.SendAsync(Encoding.ASCII.GetBytes("HTTP/1.1 200 OK\r\nContent-Length: 2\r\nConnection: close\r\n\r\nok"), TestContext.Current.CancellationToken);
            Assert.Equal("ok", await answer);
        }

        Assert.Equal(1, asked);
        var again = await Assert.ThrowsAsync<HttpRequestException>(() => client.GetStringAsync($"http://rebind.example.com:{port}/", TestContext.Current.CancellationToken));
        Assert.IsType<OutboundRefusedException>(again.InnerException);
        Assert.False(server.Pending());
    }

    [Fact]
    public async Task Connection_OfAHostThatWasNotChecked_IsRefusedToo()
    {
        using var client = new HttpClient(new OutboundGuard(_amazon, (_, _) => Task.FromResult<IPAddress[]>([IPAddress.Parse("52.216.0.1")])).CreateHandler());

        var failure = await Assert.ThrowsAsync<HttpRequestException>(() => client.GetStringAsync("https://evil.example.com/", TestContext.Current.CancellationToken));

        Assert.Equal("host_not_allowed", Assert.IsType<OutboundRefusedException>(failure.InnerException).Code);
    }

    [Fact]
    public void Handler_FollowsAndSendsNothingOfItsOwn()
    {
        using var handler = new OutboundGuard(_amazon).CreateHandler();

        Assert.False(handler.AllowAutoRedirect || handler.UseProxy || handler.UseCookies || handler.PreAuthenticate);
        Assert.Null(handler.Credentials);
        Assert.Null(handler.ActivityHeadersPropagator);
        Assert.Equal(DecompressionMethods.None, handler.AutomaticDecompression);
    }
}
