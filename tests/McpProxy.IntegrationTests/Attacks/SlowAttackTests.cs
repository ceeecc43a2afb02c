using McpProxy.IntegrationTests.EndToEnd;

namespace McpProxy.IntegrationTests.Attacks;

/// <summary>Connections that hold on without asking anything, and requests that never become whole.</summary>
public sealed class SlowAttackTests
{
    private const int Attackers = 200;
    private const long MiB = 1 << 20;

    [Fact(Timeout = TimeLimit.Milliseconds)]
    public async Task HalfSentHeaders_AreTimedOut()
    {
        await AssertTimedOutAsync("POST /mcp HTTP/1.1\r\nHost: localhost\r\nX-Slow: ");
    }

    [Fact(Timeout = TimeLimit.Milliseconds)]
    public async Task HalfSentBodies_AreTimedOut()
    {
        await AssertTimedOutAsync(Attacker.Post("Content-Length: 1000") + "{\"jsonrpc\":");
    }

    [Fact(Timeout = TimeLimit.Milliseconds)]
    public async Task HalfSentChunkedBodies_AreTimedOut()
    {
        await AssertTimedOutAsync(Attacker.Post("Transfer-Encoding: chunked") + "4\r\n{\"js\r\n");
    }

    [Theory(Timeout = TimeLimit.Milliseconds)]
    [InlineData(2000, 10)]
    [InlineData(1, 100_000)]
    public async Task HeaderFloods_AreRefused(int headers, int length)
    {
        var cancellationToken = TestContext.Current.CancellationToken;
        await using var gateway = await AttackedGateway.StartAsync("{}", cancellationToken);
        var head = "POST /mcp HTTP/1.1\r\nHost: localhost\r\n" + string.Concat(Enumerable.Range(0, headers).Select(i => $"X-{i}: {new string('v', length)}\r\n")) + "\r\n";

        var answers = await Task.WhenAll(Enumerable.Range(0, Attackers).Select(async _ =>
        {
            using var attacker = await gateway.ConnectAsync(cancellationToken);
            await attacker.SendAsync(head, cancellationToken);
            return await attacker.ReadAsync(cancellationToken);
        }));

        // The gateway hangs up while the rest of the flood is under way, which can cost the attacker the answer.
        Assert.All(answers, answer => Assert.True(answer.Length == 0 || answer.StartsWith("HTTP/1.1 431 ", StringComparison.Ordinal), answer));
        Assert.Contains(answers, answer => answer.Length > 0);
        await gateway.AssertUnharmedAsync(200 * MiB, cancellationToken);
    }

    [Fact(Timeout = TimeLimit.Milliseconds)]
    public async Task ListenStreams_BeyondTheLimit_AreRefusedAndTheOthersKept()
    {
        var cancellationToken = TestContext.Current.CancellationToken;
        await using var gateway = await AttackedGateway.StartAsync("""{ "MaxStreams": 500 }""", cancellationToken);
        var attackers = new List<Attacker>();
        var answers = new List<string>();
        for (var i = 0; i < 700; i++)
        {
            var attacker = await gateway.ConnectAsync(cancellationToken);
            attackers.Add(attacker);
            const string body = """{"jsonrpc":"2.0","id":1,"method":"subscriptions/listen","params":{"notifications":{"toolsListChanged":true},"_meta":{"io.modelcontextprotocol/protocolVersion":"2026-07-28","io.modelcontextprotocol/clientCapabilities":{}}}}""";
            await attacker.SendAsync(Attacker.Post($"Content-Length: {body.Length}\r\nMCP-Protocol-Version: 2026-07-28\r\nMcp-Method: subscriptions/listen") + body, cancellationToken);
            answers.Add(await attacker.ReadAsync(cancellationToken));
        }

        Assert.Equal(500, answers.Count(answer => answer.StartsWith("HTTP/1.1 200 OK", StringComparison.Ordinal)));
        Assert.Equal(200, answers.Count(answer => answer.StartsWith("HTTP/1.1 503 ", StringComparison.Ordinal)));
        await gateway.AssertUnharmedAsync(100 * MiB, cancellationToken);
        attackers.ForEach(attacker => attacker.Dispose());
    }

    private static async Task AssertTimedOutAsync(string beginning)
    {
        var cancellationToken = TestContext.Current.CancellationToken;
        await using var gateway = await AttackedGateway.StartAsync("{}", cancellationToken);

        var answers = await Task.WhenAll(Enumerable.Range(0, Attackers).Select(async _ =>
        {
            using var attacker = await gateway.ConnectAsync(cancellationToken);
            await attacker.SendAsync(beginning, cancellationToken);
            return await attacker.ReadAsync(cancellationToken); // The gateway is the one that loses patience.
        }));

        Assert.All(answers, answer => Assert.True(answer.Length == 0 || answer.StartsWith("HTTP/1.1 408 ", StringComparison.Ordinal), answer));
        await gateway.AssertUnharmedAsync(100 * MiB, cancellationToken);
    }
}
