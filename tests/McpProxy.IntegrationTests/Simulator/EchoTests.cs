using System.Net.Sockets;
using System.Text;
using System.Text.Json.Nodes;

namespace McpProxy.IntegrationTests.Simulator;

public sealed class EchoTests(SimulatorFixture fixture) : IClassFixture<SimulatorFixture>
{
    [Fact]
    public async Task Echo_EncodedTargetWithDuplicates_KeepsTheTargetAndDecodesThePairsInOrder()
    {
        var echo = await SendRawAsync("GET /echo/a%2Fb%20c/%C3%A9?b=2&a=1&b=%26+x&flag HTTP/1.1\r\nHost: sim\r\nConnection: close\r\n\r\n"u8.ToArray());

        Assert.Equal("GET", echo["method"]!.GetValue<string>());
        Assert.Equal("/echo/a%2Fb%20c/%C3%A9?b=2&a=1&b=%26+x&flag", echo["rawTarget"]!.GetValue<string>());
        Assert.Equal("/echo/a%2Fb c/é", echo["path"]!.GetValue<string>());
        Assert.Equal("""[["b","2"],["a","1"],["b","& x"],["flag",""]]""", echo["query"]!.ToJsonString(Relaxed.Options));
        Assert.Equal("", echo["body"]!.GetValue<string>());
        Assert.Null(echo["bodyBase64"]);
    }

    [Fact]
    public async Task Echo_RepeatedHeaders_KeepsEveryValueInOrder()
    {
        var echo = await SendRawAsync("GET /echo HTTP/1.1\r\nHost: sim\r\nX-Two: b\r\nX-One: 1\r\nX-Two: a, c\r\nConnection: close\r\n\r\n"u8.ToArray());

        var headers = echo["headers"]!.AsArray().Select(h => $"{h![0]}: {h[1]}").ToArray();
        Assert.Equal(["X-Two: b", "X-Two: a, c", "X-One: 1"], headers.Where(h => h.StartsWith("X-", StringComparison.Ordinal)));
        Assert.Contains("Host: sim", headers);
        Assert.Equal(5, headers.Length);
    }

    [Theory]
    [InlineData("PURGE")]
    [InlineData("DELETE")]
    [InlineData("OPTIONS")]
    [InlineData("PATCH")]
    public async Task Echo_AnyMethod_IsAnswered(string method)
    {
        var echo = await fixture.Client.SendForJsonAsync(new HttpMethod(method), "/echo/x", """{"a":"é€"}""");

        Assert.Equal(method, echo["method"]!.GetValue<string>());
        Assert.Equal("""{"a":"é€"}""", echo["body"]!.GetValue<string>());
    }

    [Fact]
    public async Task Echo_BodyThatIsNotUtf8_ComesBackAsBase64()
    {
        byte[] body = [0x7B, 0xC3, 0x28, 0x00, 0xFF];
        using var response = await fixture.Client.PostAsync("/echo/x", new ByteArrayContent(body), TestContext.Current.CancellationToken);
        var echo = JsonNode.Parse(await response.Content.ReadAsStringAsync(TestContext.Current.CancellationToken))!;

        Assert.Null(echo["body"]);
        Assert.Equal(body, Convert.FromBase64String(echo["bodyBase64"]!.GetValue<string>()));
    }

    private async Task<JsonNode> SendRawAsync(byte[] request)
    {
        using var tcp = new TcpClient();
        await tcp.ConnectAsync(fixture.Simulator.BaseAddress.Host, fixture.Simulator.BaseAddress.Port, TestContext.Current.CancellationToken);
        var stream = tcp.GetStream();
        await stream.WriteAsync(request, TestContext.Current.CancellationToken);
        using var answer = new MemoryStream();
        await stream.CopyToAsync(answer, TestContext.Current.CancellationToken);
        var text = Encoding.UTF8.GetString(answer.ToArray());
        Assert.StartsWith("HTTP/1.1 200", text, StringComparison.Ordinal);
        return JsonNode.Parse(text[(text.IndexOf("\r\n\r\n", StringComparison.Ordinal) + 4)..])!;
    }
}
