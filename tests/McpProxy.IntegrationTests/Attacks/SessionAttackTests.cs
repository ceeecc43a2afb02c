using System.Text.Json.Nodes;
using McpProxy.IntegrationTests.EndToEnd;

namespace McpProxy.IntegrationTests.Attacks;

/// <summary>Callers that open sessions and never use them.</summary>
public sealed class SessionAttackTests
{
    private const int MaxSessions = 2000;
    private const int Opened = 10_000;
    private const int Attackers = 20;
    private const long MiB = 1 << 20;
    private const string Initialize = """{"jsonrpc":"2.0","id":1,"method":"initialize","params":{"protocolVersion":"2025-11-25","capabilities":{},"clientInfo":{"name":"attacker","version":"1"}}}""";

    [Fact(Timeout = TimeLimit.Milliseconds)]
    public async Task IdleSessions_BeyondTheLimit_GiveWayAndLeaveTheOneInUse()
    {
        var cancellationToken = TestContext.Current.CancellationToken;
        await using var gateway = await AttackedGateway.StartAsync("{}", cancellationToken, $$"""{ "MaxSessions": {{MaxSessions}} }""");
        using var session = await LegacySession.OpenAsync(new Uri(gateway.Address, "mcp"), cancellationToken);
        using var over = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        var used = UseAsync(session, over.Token);

        var answers = await Task.WhenAll(Enumerable.Range(0, Attackers).Select(_ => OpenSessionsAsync(gateway, Opened / Attackers, cancellationToken)));

        Assert.All(answers.SelectMany(a => a), answer => Assert.StartsWith("HTTP/1.1 200 OK", answer, StringComparison.Ordinal));
        await over.CancelAsync();
        Assert.True(await used > 0);
        Assert.Contains("tools", await session.RequestAsync(0, "tools/list", [], cancellationToken), StringComparison.Ordinal);
        await gateway.AssertUnharmedAsync(100 * MiB, cancellationToken);
    }

    private static async Task<List<string>> OpenSessionsAsync(AttackedGateway gateway, int count, CancellationToken cancellationToken)
    {
        using var attacker = await gateway.ConnectAsync(cancellationToken);
        var answers = new List<string>();
        for (var i = 0; i < count; i++)
        {
            answers.Add(await attacker.PostAsync(Initialize, cancellationToken));
        }

        return answers;
    }

    /// <summary>Uses a session all the time.</summary>
    /// <returns>How often it was answered.</returns>
    private static async Task<int> UseAsync(LegacySession session, CancellationToken over)
    {
        var count = 0;
        while (!over.IsCancellationRequested)
        {
            var answer = JsonNode.Parse(await session.RequestAsync(++count, "ping", [], CancellationToken.None))!;
            Assert.NotNull(answer["result"]);
        }

        return count;
    }
}
