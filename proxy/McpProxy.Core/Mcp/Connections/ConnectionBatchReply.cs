using System.Collections.Concurrent;
using McpProxy.Mcp.Engines;
using McpProxy.Mcp.Wire;

namespace McpProxy.Mcp.Connections;

/// <summary>The answers to one batch over a connection: one message, when all are there.</summary>
internal sealed class ConnectionBatchReply(IMessageOutput output) : BatchReply
{
    private readonly ConcurrentQueue<ReadOnlyMemory<byte>> _answers = new();

    public override ValueTask AnswerAsync(ReadOnlyMemory<byte> message)
    {
        _answers.Enqueue(message);
        return default;
    }

    public override ValueTask NotifyAsync(ReadOnlyMemory<byte> message) => output.SendAsync(message);

    public override void ExpectDelay()
    {
        // Nobody between loses patience.
    }

    public ValueTask CompleteAsync() => output.SendAsync<IReadOnlyCollection<ReadOnlyMemory<byte>>>(_answers, MessageWriter.WriteBatch);
}
