using System.Text;

namespace McpProxy.Mcp.Sessions;

/// <summary>The running requests of one client by their ids, so that it can cancel them. Thread-safe.</summary>
internal sealed class RunningCalls
{
    private readonly Lock _lock = new();
    private readonly Dictionary<string, RunningCall> _calls = new(StringComparer.Ordinal);

    /// <summary>Begins a request; dispose it when it has ended. A client that uses an id twice at a time can cancel only the first.</summary>
    /// <param name="requestId">The id as it was sent.</param>
    /// <param name="clientEnded">Cancels the request as well.</param>
    public RunningCall Begin(ReadOnlyMemory<byte> requestId, CancellationToken clientEnded)
    {
        var call = new RunningCall(this, Encoding.UTF8.GetString(requestId.Span), clientEnded);
        lock (_lock)
        {
            _calls.TryAdd(call.Id, call);
        }

        return call;
    }

    /// <summary>Cancels the running request of an id; unknown ids are ignored, as MCP wants.</summary>
    /// <returns>Whether there is one.</returns>
    public bool Cancel(ReadOnlyMemory<byte> requestId)
    {
        RunningCall? call;
        lock (_lock)
        {
            _calls.TryGetValue(Encoding.UTF8.GetString(requestId.Span), out call);
        }

        call?.Cancel();
        return call is not null;
    }

    public void Remove(RunningCall call)
    {
        lock (_lock)
        {
            if (_calls.TryGetValue(call.Id, out var current) && ReferenceEquals(current, call))
            {
                _calls.Remove(call.Id);
            }
        }
    }
}
