namespace McpProxy.State;

/// <summary>A log in memory. Not thread-safe; <see cref="MemoryLogs"/> guards it.</summary>
internal sealed class MemoryLog(string name)
{
    /// <summary>What an event and a log take beside their bytes, roughly, so that many small ones are counted too.</summary>
    private const int Overhead = 64;

    private readonly Queue<byte[]> _events = new();

    public string Name { get; } = name;

    /// <summary>Timestamp at which it does not exist any more.</summary>
    public long Expires { get; set; }

    public long LastNumber { get; private set; }

    /// <summary>Memory it takes, roughly.</summary>
    public long Size { get; private set; } = 4 * Overhead;

    private long FirstNumber => LastNumber - _events.Count + 1;

    public void Append(byte[] data, int maxBytes)
    {
        LastNumber++;
        _events.Enqueue(data);
        Size += data.Length + Overhead;
        while (_events.Count > 0 && Size - (4 * Overhead) - (_events.Count * Overhead) > maxBytes)
        {
            Size -= _events.Dequeue().Length + Overhead;
        }
    }

    public StateLogPage Read(long after, int maxCount)
    {
        var first = FirstNumber;
        var events = new List<StateLogEvent>();
        foreach (var data in _events)
        {
            if (first > after && events.Count < maxCount)
            {
                events.Add(new StateLogEvent(first, data));
            }

            first++;
        }

        return new StateLogPage(events, LastNumber);
    }
}
