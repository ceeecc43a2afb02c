using System.Net;
using System.Net.Sockets;
using System.Text;
using McpProxy.IntegrationTests.EndToEnd;
using McpProxy.Testing;

namespace McpProxy.IntegrationTests.Attacks;

/// <summary>Callers that ask for large answers and do not read them.</summary>
public sealed class SlowReaderTests
{
    private const int AnswerBytes = 3 << 20;

    [Fact(Timeout = TimeLimit.Milliseconds)]
    public async Task LargeAnswer_ThatIsNotRead_GivesWayToAnother()
    {
        var cancellationToken = TestContext.Current.CancellationToken;
        await using var upstream = new RawUpstream { Body = $"\"{new string('x', AnswerBytes)}\"" };
        await using var proxy = await ProxyHost.StartAsync(Configuration(upstream, """ "MaxUnreadBytes": 1048576 """));
        using var slow = await AskAsync(proxy, cancellationToken);
        await ReadOneAsync(slow, cancellationToken); // The answer is under way.

        using var other = await proxy.SendCallAsync("large", "{}", cancellationToken: cancellationToken);
        var whole = await other.Content.ReadAsByteArrayAsync(cancellationToken);

        Assert.True(whole.Length > AnswerBytes);
        Assert.True(await ReadToEndAsync(slow, cancellationToken) < AnswerBytes);
    }

    [Fact(Timeout = TimeLimit.Milliseconds)]
    public async Task LargeAnswer_ThatIsReadLate_IsWholeWhereThereIsRoom()
    {
        var cancellationToken = TestContext.Current.CancellationToken;
        await using var upstream = new RawUpstream { Body = $"\"{new string('x', AnswerBytes)}\"" };
        await using var proxy = await ProxyHost.StartAsync(Configuration(upstream, ""));
        using var slow = await AskAsync(proxy, cancellationToken);
        await ReadOneAsync(slow, cancellationToken);

        using var other = await proxy.SendCallAsync("large", "{}", cancellationToken: cancellationToken);
        await other.Content.ReadAsByteArrayAsync(cancellationToken);

        Assert.True(await ReadToEndAsync(slow, cancellationToken) > AnswerBytes);
    }

    private static string Configuration(RawUpstream upstream, string limits) => $$"""
        {
          "ReverseProxy": {
            "Routes": { "all": { "ClusterId": "up", "Match": { "Path": "/{**rest}" } } },
            "Clusters": { "up": { "Destinations": { "a": { "Address": "{{upstream.Address}}" } } } }
          },
          "Mcp": { "Limits": { {{limits}} }, "Tools": { "large": { "Route": "all", "Request": "GET /large" } } }
        }
        """;

    /// <summary>Calls the tool on a connection that takes next to nothing until it is read.</summary>
    private static async Task<Socket> AskAsync(ProxyHost proxy, CancellationToken cancellationToken)
    {
        var socket = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp) { ReceiveBufferSize = 4096 };
        await socket.ConnectAsync(new IPEndPoint(IPAddress.Loopback, proxy.Address.Port), cancellationToken);
        const string body = """{"jsonrpc":"2.0","id":1,"method":"tools/call","params":{"name":"large","arguments":{}}}""";
        await socket.SendAsync(Encoding.ASCII.GetBytes($"{Attacker.Post($"Connection: close\r\nContent-Length: {body.Length}")}{body}"), cancellationToken);
        return socket;
    }

    private static async Task ReadOneAsync(Socket socket, CancellationToken cancellationToken) => Assert.Equal(1, await socket.ReceiveAsync(new byte[1], cancellationToken));

    /// <summary>How much of the answer still comes.</summary>
    private static async Task<int> ReadToEndAsync(Socket socket, CancellationToken cancellationToken)
    {
        var (all, buffer) = (0, new byte[64 * 1024]);
        try
        {
            while (await socket.ReceiveAsync(buffer, cancellationToken) is var read and > 0)
            {
                all += read;
            }
        }
        catch (SocketException)
        {
            // The proxy has hung up.
        }

        return all;
    }
}
