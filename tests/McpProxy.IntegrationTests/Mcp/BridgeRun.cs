using System.IO.Pipelines;
using System.Text;
using System.Text.Json.Nodes;
using McpProxy.Mcp.Bridge;
using McpProxy.Testing;
using Microsoft.Extensions.Logging;

namespace McpProxy.IntegrationTests.Mcp;

/// <summary>A running bridge with the client's ends of its two streams.</summary>
internal sealed class BridgeRun : IAsyncDisposable
{
    private readonly Pipe _input = new();
    private readonly Pipe _output = new();
    private readonly StreamReader _reader;
    private readonly CancellationTokenSource _stop = new();
    private readonly LoggerFactory _loggers;
    private readonly Task<string?> _run;

    private BridgeRun(BridgeOptions options)
    {
        _reader = new StreamReader(_output.Reader.AsStream());
        _loggers = new LoggerFactory([Log]);
        _run = RunAsync(new StdioBridge(options, Time, _loggers.CreateLogger<StdioBridge>()));
    }

    public TestTimeProvider Time { get; } = new();

    public RecordingLogger Log { get; } = new();

    public static BridgeRun Start(Uri endpoint, TimeSpan? timeout = null, int maxMessageBytes = 1024 * 1024, params (string Name, string Value)[] headers) => new(new BridgeOptions
    {
        Endpoint = endpoint,
        Headers = [.. headers.Select(h => KeyValuePair.Create(h.Name, h.Value))],
        Timeout = timeout ?? TimeSpan.FromMinutes(5),
        MaxMessageBytes = maxMessageBytes,
    });

    public async Task WriteAsync(string line) => await _input.Writer.WriteAsync(Encoding.UTF8.GetBytes(line + "\n"));

    /// <summary>The next message; null at the end.</summary>
    public async Task<JsonNode?> ReadAsync() => await _reader.ReadLineAsync().Soon() is { } line ? JsonNode.Parse(line) : null;

    public async Task<JsonNode?> AskAsync(string line)
    {
        await WriteAsync(line);
        return await ReadAsync();
    }

    /// <summary>Ends the input and waits for the bridge to end.</summary>
    /// <returns>Why the server was never reached, or null.</returns>
    public async Task<string?> EndAsync()
    {
        await _input.Writer.CompleteAsync();
        return await _run.Soon();
    }

    public Task StopAsync() => _stop.CancelAsync();

    public async ValueTask DisposeAsync()
    {
        await EndAsync();
        _reader.Dispose();
        _stop.Dispose();
        _loggers.Dispose();
    }

    private async Task<string?> RunAsync(StdioBridge bridge)
    {
        var unreachable = await bridge.RunAsync(_input.Reader.AsStream(), _output.Writer.AsStream(), _stop.Token);
        await _output.Writer.CompleteAsync();
        return unreachable;
    }
}
