using System.Threading.Channels;
using ModelContextProtocol.Protocol;

namespace McpProxy.Mcp.Sdk;

/// <summary>The input of a server that lives for one request: that request, and then the end.</summary>
internal sealed class SingleRequestTransport : ITransport
{
    private readonly Channel<JsonRpcMessage> _input = Channel.CreateBounded<JsonRpcMessage>(1);
    private readonly ITransport _reply;

    public SingleRequestTransport(JsonRpcRequest request, ITransport reply)
    {
        _reply = reply;
        _input.Writer.TryWrite(request);
        _input.Writer.TryComplete();
    }

    public string? SessionId => null;

    public ChannelReader<JsonRpcMessage> MessageReader => _input.Reader;

    public Task SendMessageAsync(JsonRpcMessage message, CancellationToken cancellationToken = default) => _reply.SendMessageAsync(message, cancellationToken);

    public ValueTask DisposeAsync() => default;
}
