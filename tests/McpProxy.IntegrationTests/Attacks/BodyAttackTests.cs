using System.Text;
using McpProxy.IntegrationTests.EndToEnd;

namespace McpProxy.IntegrationTests.Attacks;

/// <summary>Bodies that are too large, too deep, too wide or never end.</summary>
public sealed class BodyAttackTests
{
    private const long MiB = 1 << 20;
    private const string Limits = """{ "MaxRequestBytes": 4194304 }""";

    [Fact(Timeout = TimeLimit.Milliseconds)]
    public async Task EndlessBodies_AreRefusedAtTheLimit()
    {
        var cancellationToken = TestContext.Current.CancellationToken;
        await using var gateway = await AttackedGateway.StartAsync(Limits, cancellationToken);

        var answers = await Task.WhenAll(Enumerable.Range(0, 32).Select(_ => SendEndlessAsync(gateway, cancellationToken)));

        Assert.All(answers, answer => Assert.StartsWith("HTTP/1.1 413 ", answer, StringComparison.Ordinal));
        await gateway.AssertUnharmedAsync(400 * MiB, cancellationToken);
    }

    [Theory(Timeout = TimeLimit.Milliseconds)]
    [InlineData("[", 4_000_000)]
    [InlineData("{\"a\":", 800_000)]
    public async Task DeepJson_IsRefused(string level, int levels)
    {
        var cancellationToken = TestContext.Current.CancellationToken;
        await using var gateway = await AttackedGateway.StartAsync(Limits, cancellationToken);
        var body = string.Concat(Enumerable.Repeat(level, levels));

        var answers = await SendAsync(gateway, body, cancellationToken);

        Assert.All(answers, answer => Assert.StartsWith("HTTP/1.1 400 ", answer, StringComparison.Ordinal));
        Assert.All(answers, answer => Assert.Contains("\"error\"", answer, StringComparison.Ordinal));
        await gateway.AssertUnharmedAsync(400 * MiB, cancellationToken);
    }

    [Theory(Timeout = TimeLimit.Milliseconds)]
    [InlineData("""{"jsonrpc":"2.0","id":1,"method":"tools/call","params":{"name":"echo","arguments":{#}}}""")]
    [InlineData("""{"jsonrpc":"2.0","id":1,"method":"tools/call","params":{"name":"echo","arguments":{"message":"x"},"_meta":{#}}}""")]
    [InlineData("""{"jsonrpc":"2.0","id":1,"method":"tools/call","params":{"name":"echo","arguments":{"message":"x"},#}}""")]
    [InlineData("""{"jsonrpc":"2.0","id":1,"method":"tools/call",#,"params":{"name":"echo","arguments":{"message":{#}}}}""")]
    public async Task ObjectsOfManyMembers_AreAnsweredWithoutHarm(string template)
    {
        var cancellationToken = TestContext.Current.CancellationToken;
        await using var gateway = await AttackedGateway.StartAsync(Limits, cancellationToken);
        var body = template.Replace("#", Members(150_000), StringComparison.Ordinal);

        var answers = await SendAsync(gateway, body, cancellationToken);

        Assert.All(answers, answer => Assert.StartsWith("HTTP/1.1 200 OK", answer, StringComparison.Ordinal));
        await gateway.AssertUnharmedAsync(400 * MiB, cancellationToken);
    }

    [Fact(Timeout = TimeLimit.Milliseconds)]
    public async Task LongStringsAndNumbers_AreAnsweredWithoutHarm()
    {
        var cancellationToken = TestContext.Current.CancellationToken;
        await using var gateway = await AttackedGateway.StartAsync(Limits, cancellationToken);
        var digits = new string('9', 3_000_000);

        var answers = new List<string>();
        foreach (var value in new[] { digits, $"1e{digits}", $"\"{digits}\"", $"\"{string.Concat(Enumerable.Repeat("\\u0041", 500_000))}\"" })
        {
            answers.AddRange(await SendAsync(gateway, $$$"""{"jsonrpc":"2.0","id":{{{value}}},"method":"ping"}""", cancellationToken));
            answers.AddRange(await SendAsync(gateway, """{"jsonrpc":"2.0","id":1,"method":"tools/call","params":{"name":"echo","arguments":{"message":#}}}""".Replace("#", value, StringComparison.Ordinal), cancellationToken));
        }

        Assert.All(answers, answer => Assert.StartsWith("HTTP/1.1 ", answer, StringComparison.Ordinal));
        Assert.DoesNotContain(answers, answer => answer.StartsWith("HTTP/1.1 500", StringComparison.Ordinal));
        await gateway.AssertUnharmedAsync(600 * MiB, cancellationToken);
    }

    private static string Members(int count)
    {
        var members = new StringBuilder();
        for (var i = 0; i < count; i++)
        {
            members.Append(i == 0 ? "" : ",").Append("\"k").Append(i).Append("\":").Append(i % 10);
        }

        return members.ToString();
    }

    private static async Task<string[]> SendAsync(AttackedGateway gateway, string body, CancellationToken cancellationToken) =>
        await Task.WhenAll(Enumerable.Range(0, 8).Select(async _ =>
        {
            using var attacker = await gateway.ConnectAsync(cancellationToken);
            return await attacker.PostAsync(body, cancellationToken);
        }));

    /// <summary>Sends chunks until the gateway has had enough.</summary>
    private static async Task<string> SendEndlessAsync(AttackedGateway gateway, CancellationToken cancellationToken)
    {
        using var attacker = await gateway.ConnectAsync(cancellationToken);
        await attacker.SendAsync(Attacker.Post("Transfer-Encoding: chunked"), cancellationToken);
        var answer = attacker.ReadAsync(cancellationToken);
        var chunk = Encoding.ASCII.GetBytes($"10000\r\n{new string(' ', 0x10000)}\r\n");
        while (!answer.IsCompleted && await attacker.SendAsync(chunk, cancellationToken))
        {
            // Until it answers or hangs up.
        }

        return await answer;
    }
}
