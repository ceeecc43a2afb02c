namespace McpProxy.Shaping;

/// <summary>Takes the pieces of one response body.</summary>
internal interface IBodySink : IDisposable
{
    /// <summary>Whether the sink itself ended the body before its end: its state says why, and the failure of the copying says nothing.</summary>
    bool Refused { get; }

    /// <summary>Takes a piece; it is only valid during the call.</summary>
    /// <exception cref="BodyRefusedException">The body is not wanted any further; the sink's state says why.</exception>
    ValueTask WriteAsync(ReadOnlyMemory<byte> bytes, CancellationToken cancellationToken);

    /// <summary>Takes the end of the body, also after <see cref="Refused"/>; what is kept of it is whole afterwards.</summary>
    ValueTask FinishAsync(CancellationToken cancellationToken);
}
