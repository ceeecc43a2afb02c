using System.Net.Sockets;
using System.Text;
using McpProxy.Testing;
using McpProxy.Testing.Mcp;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;

namespace McpProxy.IntegrationTests.Mcp;

/// <summary>The drain of a stopping host is for calls: a message that does not arrive does not hold it.</summary>
public sealed class HalfSentBodyTests
{
    [Theory]
    [InlineData("Content-Length: 100\r\n\r\n{\"jsonrpc\":")]
    [InlineData("Transfer-Encoding: chunked\r\n\r\nb\r\n{\"jsonrpc\":\r\n")]
    public async Task Stop_BodyDoesNotArrive_IsNotWaitedForLongerThanTheGrace(string rest)
    {
        await using var half = await HalfSent.StartAsync(rest);

        var stop = half.Server.StopAsync();
        await half.Server.Time.WhenPendingAsync(2).Soon(); // The sweeper of sessions, and the grace.
        Assert.False(stop.IsCompleted);
        half.Server.Time.Advance(TimeSpan.FromSeconds(5));

        await stop.Soon();
        Assert.Empty(half.Server.Log.Entries);
    }

    [Fact]
    public async Task Stop_RestArrivesInTime_IsAnswered()
    {
        const string Message = """{"jsonrpc":"2.0","id":1,"method":"ping"}""";
        await using var half = await HalfSent.StartAsync($"Content-Length: {Message.Length}\r\n\r\n{Message[..10]}");

        var stop = half.Server.StopAsync();
        await half.Server.Time.WhenPendingAsync(2).Soon();
        await half.Stream.WriteAsync(Encoding.ASCII.GetBytes(Message[10..]), TestContext.Current.CancellationToken);

        using var reader = new StreamReader(half.Stream);
        Assert.Contains("\"result\":{}", await reader.ReadToEndAsync(TestContext.Current.CancellationToken).Soon(), StringComparison.Ordinal);
        await stop.Soon();
    }

    /// <summary>A server that has received half a message.</summary>
    private sealed class HalfSent(McpServerFixture server, TcpClient client) : IAsyncDisposable
    {
        public McpServerFixture Server => server;

        public NetworkStream Stream => client.GetStream();

        public static async Task<HalfSent> StartAsync(string rest)
        {
            var arrived = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
            var server = await McpServerFixture.StartAsync(
                before: _ =>
                {
                    arrived.TrySetResult();
                    return Task.CompletedTask;
                },
                configure: services => services.Configure<HostOptions>(host => host.ShutdownTimeout = TimeSpan.FromHours(1)));
            var client = new TcpClient();
            await client.ConnectAsync(server.BaseAddress.Host, server.BaseAddress.Port);
            var head = $"POST /mcp HTTP/1.1\r\nHost: localhost\r\nAccept: */*\r\nContent-Type: application/json\r\n{rest}";
            await client.GetStream().WriteAsync(Encoding.ASCII.GetBytes(head));
            await arrived.Task.Soon();
            return new HalfSent(server, client);
        }

        public async ValueTask DisposeAsync()
        {
            client.Dispose();
            await server.DisposeAsync();
        }
    }
}
