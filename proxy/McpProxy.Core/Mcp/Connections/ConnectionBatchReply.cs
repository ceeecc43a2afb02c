using McpProxy.Mcp.Engines;
using McpProxy.Mcp.Wire;

namespace McpProxy.Mcp.Connections;

/// <summary>
/// The answers to one batch over a connection: one array when all are there; several, each with some of the answers, when they
/// grow large together (<see cref="BatchReply.MaxHeldBytes"/>).
/// </summary>
internal sealed class ConnectionBatchReply(IMessageOutput output) : BatchReply
{
    private readonly Lock _lock = new();
    private List<ReadOnlyMemory<byte>> _answers = [];
    private int _heldBytes;

    public override ValueTask AnswerAsync(ReadOnlyMemory<byte> message)
    {
        lock (_lock)
        {
            _answers.Add(message);
            _heldBytes += message.Length;
            if (_heldBytes <= MaxHeldBytes)
            {
                return default;
            }
        }

        return SendAnswersAsync();
    }

    public override ValueTask NotifyAsync(ReadOnlyMemory<byte> message) => output.SendAsync(message);

    public override void ExpectDelay()
    {
        // Nobody between loses patience.
    }

    /// <summary>Sends what is left, after all have answered.</summary>
    public ValueTask CompleteAsync() => SendAnswersAsync();

    private ValueTask SendAnswersAsync()
    {
        List<ReadOnlyMemory<byte>> answers;
        lock (_lock)
        {
            (answers, _answers, _heldBytes) = (_answers, [], 0);
        }

        return answers.Count == 0 ? default : output.SendAsync<IReadOnlyCollection<ReadOnlyMemory<byte>>>(answers, MessageWriter.WriteBatch);
    }
}
