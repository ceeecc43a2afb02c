using System.Threading.Channels;
using Microsoft.Extensions.Logging.Abstractions;
using ModelContextProtocol.Protocol;
using ModelContextProtocol.Server;

namespace McpProxy.Mcp.Sdk;

/// <summary>The SDK's server of one session: its input is what the session's requests bring, its output goes to their replies.</summary>
internal sealed class SdkSession : ITransport
{
    private readonly Channel<JsonRpcMessage> _input = Channel.CreateUnbounded<JsonRpcMessage>(new UnboundedChannelOptions { SingleReader = true });
    private readonly McpServer _server;
    private readonly Task _run;

    public SdkSession(string? sessionId, McpServerOptions options)
    {
        SessionId = sessionId;
        // The SDK logs every refused request with a stack; what matters of that is logged and counted by us.
        _server = McpServer.Create(this, options, NullLoggerFactory.Instance);
        _run = _server.RunAsync(CancellationToken.None);
    }

    public string? SessionId { get; }

    public ChannelReader<JsonRpcMessage> MessageReader => _input.Reader;

    /// <summary>Completes when the server has stopped and all it ran has ended.</summary>
    public Task Stopped => _run;

    public void Post(JsonRpcMessage message) => _input.Writer.TryWrite(message);

    /// <summary>Messages that belong to no request; there are none, as list changes are told by the transports.</summary>
    public Task SendMessageAsync(JsonRpcMessage message, CancellationToken cancellationToken = default) => Task.CompletedTask;

    public async ValueTask DisposeAsync()
    {
        if (_input.Writer.TryComplete())
        {
            await _server.DisposeAsync();
            await _run;
        }
    }
}
