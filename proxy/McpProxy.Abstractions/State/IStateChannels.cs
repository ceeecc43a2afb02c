namespace McpProxy.State;

/// <summary>
/// Messages to every replica that listens at this moment, the sender included. A message comes at most once: it is lost to
/// whoever is not connected, so what must not be lost belongs into a record or a log. Messages of one sender keep their order.
/// </summary>
public interface IStateChannels
{
    /// <summary>Sends a message.</summary>
    /// <param name="channel">The channel's name.</param>
    /// <param name="message">Copied before the returned task ends.</param>
    /// <param name="cancellationToken">Gives up; the message may have been sent.</param>
    ValueTask PublishAsync(string channel, ReadOnlyMemory<byte> message, CancellationToken cancellationToken = default);

    /// <summary>Listens to a channel.</summary>
    /// <param name="channel">The channel's name.</param>
    /// <param name="receive">Takes each message, valid until it returns. It must not throw or block; it may be called while it runs.</param>
    /// <param name="cancellationToken">Gives up.</param>
    /// <returns>Ends the subscription when disposed. Messages sent after this task has ended are received.</returns>
    ValueTask<IAsyncDisposable> SubscribeAsync(string channel, Action<ReadOnlyMemory<byte>> receive, CancellationToken cancellationToken = default);
}
