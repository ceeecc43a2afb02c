namespace McpProxy.Mcp.Changes;

/// <summary>
/// Bounds the streams that wait for changes, and the subscriptions to resources. Streams of calls are bounded with the calls. An authenticated caller has at most half of
/// them, so that it cannot shut the others out; anonymous callers cannot be told apart and share all.
/// </summary>
internal sealed class StreamSlots
{
    private readonly Lock _lock = new();
    private readonly Dictionary<string, int> _taken = new(StringComparer.Ordinal);
    private int _total;

    /// <summary>Takes a slot; give it back with <see cref="Release"/>.</summary>
    /// <param name="principal">The caller (<see cref="Sessions.PrincipalKey"/>).</param>
    /// <param name="limit">Most slots of all callers.</param>
    /// <returns>False when there is none, or the caller has its share.</returns>
    public bool TryTake(string principal, int limit)
    {
        lock (_lock)
        {
            var own = _taken.GetValueOrDefault(principal);
            if (_total >= limit || (principal.Length > 0 && own >= Math.Max(1, limit / 2)))
            {
                return false;
            }

            _taken[principal] = own + 1;
            _total++;
            return true;
        }
    }

    public void Release(string principal)
    {
        lock (_lock)
        {
            _total--;
            var own = _taken[principal] - 1;
            if (own > 0)
            {
                _taken[principal] = own;
            }
            else
            {
                _taken.Remove(principal);
            }
        }
    }
}
