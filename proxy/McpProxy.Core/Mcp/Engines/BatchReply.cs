namespace McpProxy.Mcp.Engines;

/// <summary>The way back to the caller of one batch. Its requests answer at the same time, so everything here may be called at the same time.</summary>
internal abstract class BatchReply
{
    /// <summary>Takes the whole answer to one request, already JSON on one line. It may be kept.</summary>
    public abstract ValueTask AnswerAsync(ReadOnlyMemory<byte> message);

    /// <summary>Sends a whole notification, already JSON on one line.</summary>
    public abstract ValueTask NotifyAsync(ReadOnlyMemory<byte> message);

    /// <summary>Says that answers take a while.</summary>
    public abstract void ExpectDelay();
}
