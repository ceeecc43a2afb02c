namespace McpProxy.Mcp.Engines;

/// <summary>The way back to the caller of one batch. Its requests answer at the same time, so everything here may be called at the same time.</summary>
internal abstract class BatchReply
{
    /// <summary>Bytes of answers that are held until all are there. A batch is small and may ask for much.</summary>
    protected const int MaxHeldBytes = 1024 * 1024;

    /// <summary>Takes the whole answer to one request, already JSON on one line. It may be kept.</summary>
    public abstract ValueTask AnswerAsync(ReadOnlyMemory<byte> message);

    /// <summary>Sends a whole notification, already JSON on one line.</summary>
    public abstract ValueTask NotifyAsync(ReadOnlyMemory<byte> message);

    /// <summary>Says that answers take a while.</summary>
    public abstract void ExpectDelay();
}
