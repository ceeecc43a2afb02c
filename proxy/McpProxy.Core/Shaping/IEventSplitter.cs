namespace McpProxy.Shaping;

/// <summary>Cuts a stream of bytes into events.</summary>
internal interface IEventSplitter : IDisposable
{
    /// <summary>Adds bytes.</summary>
    void Append(ReadOnlySpan<byte> bytes);

    /// <summary>Takes the next whole event; at the end of the stream an unfinished one counts as whole.</summary>
    /// <param name="atEnd">Whether no more bytes come.</param>
    /// <param name="data">The event's data, valid until the next call.</param>
    bool TryTake(bool atEnd, out ReadOnlySpan<byte> data);

    /// <summary>Whether an event grew over the limit.</summary>
    bool TooLarge { get; }
}
