namespace AdsSimulator.Stats;

/// <summary>Live figures of one path; fields are changed with <see cref="Interlocked"/> only.</summary>
internal sealed class PathCounter
{
    public long Requests;
    public long InFlight;
    public long CancelledByCaller;

    public PathStats Read() => new(Interlocked.Read(ref Requests), Interlocked.Read(ref InFlight), Interlocked.Read(ref CancelledByCaller));

    public void Reset()
    {
        Interlocked.Exchange(ref Requests, 0);
        Interlocked.Exchange(ref CancelledByCaller, 0);
    }
}
