using System.Net.Sockets;
using System.Text.Json.Nodes;
using AdsSimulator;

namespace McpProxy.IntegrationTests.EndToEnd;

public sealed class ShutdownTests
{
    private const int CallsPerDoor = 8;
    private const string SlowPath = "/fault/delay-ms=3000/echo/tool";

    [Theory(Timeout = TimeLimit.Milliseconds)]
    [InlineData("Direct")]
    [InlineData("Sdk")]
    public async Task Terminate_CallsInFlight_AnswersAllOfThemAndEndsWithZero(string engine)
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "Windows has no SIGTERM.");
        var cancellationToken = TestContext.Current.CancellationToken;
        await using var simulator = await SimulatorApp.StartAsync(cancellationToken: cancellationToken);
        using var files = new GatewayFiles(simulator.BaseAddress, engine);
        await using var gateway = await RunningGateway.StartAsync(files);
        using var doors = new Doors(gateway.Address);
        var load = new LoadGenerator(doors);
        load.Start(cancellationToken);
        await load.AnswerAsync(20, cancellationToken);
        var calls = StartCalls(doors, cancellationToken);
        await simulator.Stats.WaitUntilAsync(stats => stats.Of(SlowPath).InFlight == 2 * CallsPerDoor, cancellationToken);

        await gateway.Process.TerminateAsync();
        await UntilRefusedAsync(gateway.Address, cancellationToken);
        await load.StopAsync();
        Assert.DoesNotContain(calls, call => call.IsCompleted);

        var echoes = await Task.WhenAll(calls);
        Assert.Equal(Enumerable.Range(0, 2 * CallsPerDoor).Select(number => number.ToString()), echoes.Select(echo => echo.Query("message")));
        Assert.Equal(0, await gateway.Process.ExitAsync());

        // The load was refused once the listener was closed; but whatever reached the upstream was answered.
        var upstream = simulator.Stats.Snapshot();
        Assert.Equal((upstream.Of("/echo/http").Requests, upstream.Of("/echo/tool").Requests), load.Answered);
    }

    [Theory(Timeout = TimeLimit.Milliseconds)]
    [InlineData("Direct")]
    [InlineData("Sdk")]
    public async Task Terminate_StreamsOpen_EndsThemInsteadOfWaitingForThem(string engine)
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "Windows has no SIGTERM.");
        var cancellationToken = TestContext.Current.CancellationToken;
        using var files = new GatewayFiles(new Uri("http://127.0.0.1:9/"), engine);
        await using var gateway = await RunningGateway.StartAsync(files);
        using var doors = new Doors(gateway.Address);
        // Its session holds a GET stream open.
        await using var legacy = await SdkClient.ConnectAsync(gateway.Mcp, "2025-11-25", cancellationToken);
        await using var messages = doors.ListenAsync(cancellationToken).GetAsyncEnumerator(cancellationToken);
        Assert.True(await messages.MoveNextAsync());
        Assert.Equal("notifications/subscriptions/acknowledged", messages.Current["method"]!.GetValue<string>());

        await gateway.Process.TerminateAsync();

        Assert.True(await messages.MoveNextAsync());
        Assert.Equal("complete", messages.Current["result"]!["resultType"]!.GetValue<string>());
        Assert.False(await messages.MoveNextAsync());
        Assert.Equal(0, await gateway.Process.ExitAsync());
    }

    private static List<Task<JsonNode>> StartCalls(Doors doors, CancellationToken cancellationToken) =>
    [
        .. Enumerable.Range(0, CallsPerDoor).Select(number => doors.GetAsync($"{SlowPath[1..]}?message={number}", cancellationToken)),
        .. Enumerable.Range(CallsPerDoor, CallsPerDoor).Select(number => CallAsync(doors, number, cancellationToken)),
    ];

    private static async Task<JsonNode> CallAsync(Doors doors, int number, CancellationToken cancellationToken)
    {
        var result = await doors.CallAsync("slow", new() { ["message"] = number.ToString() }, cancellationToken);
        return result["structuredContent"] ?? throw new InvalidOperationException(result.ToJsonString());
    }

    /// <summary>Tries new connections until the listener is closed.</summary>
    private static async Task UntilRefusedAsync(Uri gateway, CancellationToken cancellationToken)
    {
        while (true)
        {
            try
            {
                using var probe = new TcpClient();
                await probe.ConnectAsync(gateway.Host, gateway.Port, cancellationToken);
            }
            catch (SocketException e)
            {
                if (e.SocketErrorCode == SocketError.ConnectionRefused)
                {
                    return;
                }

                // Reset: it was waiting to be accepted when the listener closed. The next one will be refused.
                Assert.Equal(SocketError.ConnectionReset, e.SocketErrorCode);
            }
        }
    }
}
