namespace McpProxy.Shaping;

/// <summary>Refuses a body that will only be linked to.</summary>
internal sealed class RefusingSink : IBodySink
{
    public bool Refused => true;

    public ValueTask WriteAsync(ReadOnlyMemory<byte> bytes, CancellationToken cancellationToken) => ValueTask.FromException(new BodyRefusedException());

    public ValueTask FinishAsync(CancellationToken cancellationToken) => default;

    public void Dispose()
    {
    }
}
