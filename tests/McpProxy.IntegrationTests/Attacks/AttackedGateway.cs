using System.Diagnostics;
using System.Net;
using System.Net.Sockets;
using AdsSimulator;
using McpProxy.IntegrationTests.Cli;
using McpProxy.IntegrationTests.EndToEnd;

namespace McpProxy.IntegrationTests.Attacks;

/// <summary>
/// A real <c>mcpproxy run</c> with patience for seconds only, and well-behaved callers at both doors. An attack is survived
/// when all of those were answered throughout and the process did not grow beyond what its limits allow.
/// </summary>
internal sealed class AttackedGateway : IAsyncDisposable
{
    private readonly RunningSimulator _simulator;
    private readonly WorkFolder _folder;
    private readonly CliProcess _process;
    private readonly Doors _doors;
    private readonly LoadGenerator _bystanders;
    private long _before;

    private AttackedGateway(RunningSimulator simulator, WorkFolder folder, CliProcess process, Uri address)
    {
        _simulator = simulator;
        _folder = folder;
        _process = process;
        _doors = new Doors(address);
        _bystanders = new LoadGenerator(_doors);
        Address = address;
    }

    public Uri Address { get; }

    /// <summary>Starts the gateway, and callers at both doors.</summary>
    /// <param name="limits"><c>Mcp:Limits</c> as JSON.</param>
    /// <param name="cancellationToken">The test's.</param>
    /// <param name="sessions"><c>Mcp:Sessions</c> as JSON.</param>
    public static async Task<AttackedGateway> StartAsync(string limits, CancellationToken cancellationToken, string sessions = "{}")
    {
        var simulator = await SimulatorApp.StartAsync(cancellationToken: cancellationToken);
        var folder = new WorkFolder();
        var file = folder.Write("gateway.json", Config(simulator.BaseAddress, limits, sessions));
        var (process, address) = await CliProcess.RunAsync(folder.Path, ["--config", file]);
        var gateway = new AttackedGateway(simulator, folder, process, address);
        gateway._bystanders.Start(cancellationToken);
        await gateway._bystanders.AnswerAsync(500, cancellationToken); // Warm, so that growth is the attack's.
        gateway._before = gateway.Memory();
        return gateway;
    }

    /// <summary>Opens a connection of an attacker.</summary>
    public async Task<Attacker> ConnectAsync(CancellationToken cancellationToken)
    {
        var socket = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
        await socket.ConnectAsync(new IPEndPoint(IPAddress.Loopback, Address.Port), cancellationToken);
        return new Attacker(socket);
    }

    /// <summary>Waits until the callers at both doors got so many more answers.</summary>
    public Task AnswerBystandersAsync(int more, CancellationToken cancellationToken) => _bystanders.AnswerAsync(more, cancellationToken);

    /// <summary>Holds that nobody else was harmed.</summary>
    /// <param name="maxGrowth">Bytes of resident memory that the attack may have cost at most.</param>
    /// <param name="cancellationToken">The test's.</param>
    public async Task AssertUnharmedAsync(long maxGrowth, CancellationToken cancellationToken)
    {
        await _bystanders.AnswerAsync(100, cancellationToken);
        var growth = Memory() - _before;
        Assert.Empty(await _bystanders.StopAsync());
        Assert.True(growth <= maxGrowth, $"The process grew by {growth >> 20} MiB; {maxGrowth >> 20} MiB were allowed.");
        TestContext.Current.TestOutputHelper?.WriteLine($"grew by {growth >> 20} MiB");
    }

    public async ValueTask DisposeAsync()
    {
        await _bystanders.StopAsync();
        _doors.Dispose();
        await _process.DisposeAsync();
        await _simulator.DisposeAsync();
        _folder.Dispose();
    }

    private static string Config(Uri upstream, string limits, string sessions) => $$"""
        {
          "Kestrel": { "Limits": {
            "RequestHeadersTimeout": "00:00:02",
            "MinRequestBodyDataRate": { "BytesPerSecond": 240, "GracePeriod": "00:00:02" },
            "MaxConcurrentConnections": 4000 } },
          "ReverseProxy": {
            "Routes": { "echo": { "ClusterId": "upstream", "Match": { "Path": "/echo/{**rest}" } } },
            "Clusters": { "upstream": { "Destinations": { "one": { "Address": "{{upstream}}" } } } }
          },
          "Mcp": {
            "Limits": {{limits}},
            "Sessions": {{sessions}},
            "Tools": { "echo": { "Route": "echo", "Request": "GET /echo/tool", "Parameters": { "message": "string!" } } }
          }
        }
        """;

    private long Memory()
    {
        using var process = Process.GetProcessById(_process.Id);
        return process.WorkingSet64;
    }
}
