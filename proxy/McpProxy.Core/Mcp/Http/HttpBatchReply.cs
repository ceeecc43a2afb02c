using System.Buffers;
using McpProxy.Mcp.Engines;
using McpProxy.Mcp.Wire;

namespace McpProxy.Mcp.Http;

/// <summary>
/// The answers to one batch: a JSON array, or events once something had to be sent before all are there, or the answers together
/// grow large (<see cref="BatchReply.MaxHeldBytes"/>).
/// </summary>
internal sealed class HttpBatchReply(HttpReply response) : BatchReply
{
    private readonly Lock _lock = new();
    private List<ReadOnlyMemory<byte>>? _answers = [];
    private int _heldBytes;

    public override async ValueTask AnswerAsync(ReadOnlyMemory<byte> message)
    {
        var isHeld = true;
        lock (_lock)
        {
            if (_answers is not null)
            {
                _answers.Add(message);
                _heldBytes += message.Length;
                if (_heldBytes <= MaxHeldBytes)
                {
                    return;
                }
            }
            else
            {
                isHeld = false;
            }
        }

        await (isHeld ? SendAnswersAsync() : response.NotifyAsync(message));
    }

    public override async ValueTask NotifyAsync(ReadOnlyMemory<byte> message)
    {
        await response.NotifyAsync(message);
        await SendAnswersAsync();
    }

    public override void ExpectDelay()
    {
        lock (_lock)
        {
            response.ExpectDelay();
        }
    }

    /// <summary>Ends the response, after all have answered.</summary>
    public async ValueTask CompleteAsync()
    {
        if (_answers is not { } answers)
        {
            return; // Sent as events.
        }

        var array = new ArrayBufferWriter<byte>();
        MessageWriter.WriteBatch(array, answers);
        if (!response.TryAnswer(array.WrittenMemory))
        {
            await SendAnswersAsync();
        }
    }

    private async ValueTask SendAnswersAsync()
    {
        List<ReadOnlyMemory<byte>>? answers;
        lock (_lock)
        {
            (answers, _answers) = (_answers, null);
        }

        foreach (var answer in answers ?? [])
        {
            await response.NotifyAsync(answer);
        }
    }
}
