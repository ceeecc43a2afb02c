using McpProxy.Mcp.Wire;

namespace McpProxy.Mcp.Engines;

/// <summary>Answers the messages of a batch, several at the same time.</summary>
internal sealed class BatchRunner(JsonWriterPool writers, McpMetrics metrics)
{
    /// <summary>Requests of one batch that run at the same time; a batch must not take all the calls that may run.</summary>
    private const int MaxParallel = 8;

    /// <summary>Answers a batch.</summary>
    /// <param name="entries">Its messages.</param>
    /// <param name="reply">Takes the answers.</param>
    /// <param name="answer">Answers a request.</param>
    /// <param name="note">Takes notifications and responses, before any request runs.</param>
    /// <returns>Whether anything had to be answered.</returns>
    public async ValueTask<bool> RunAsync(IReadOnlyList<BatchEntry> entries, BatchReply reply, Func<Envelope, Reply, ValueTask> answer, Func<Envelope, ValueTask> note)
    {
        var requests = new List<Envelope>(entries.Count);
        var hasAnswers = false;
        foreach (var (_, envelope, fault) in entries)
        {
            if (fault is not null)
            {
                hasAnswers = true;
                metrics.RequestRefused(envelope.Method, modern: false);
                await reply.AnswerAsync(JsonBytes.Write(writer => MessageWriter.WriteError(writer, envelope.Id.Span, fault)));
            }
            else if (envelope.Kind == EnvelopeKind.Request)
            {
                requests.Add(envelope);
            }
            else
            {
                await note(envelope);
            }
        }

        await Parallel.ForEachAsync(
            requests,
            new ParallelOptions { MaxDegreeOfParallelism = MaxParallel },
            (envelope, _) => answer(envelope, new BatchEntryReply(reply, envelope.Id, writers)));
        return hasAnswers || requests.Count > 0;
    }
}
