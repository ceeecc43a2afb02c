namespace McpProxy.Shaping;

/// <summary>Takes the pieces of one response body.</summary>
internal interface IBodySink : IDisposable
{
    /// <summary>Takes a piece; it is only valid during the call.</summary>
    /// <exception cref="BodyRefusedException">The body is not wanted any further; the sink's state says why.</exception>
    ValueTask WriteAsync(ReadOnlyMemory<byte> bytes, CancellationToken cancellationToken);
}
