using McpProxy.Authentication;
using Microsoft.AspNetCore.Http;

namespace McpProxy.Mcp.Connections;

/// <summary>Ends a request early, as if its client had left: when the credential expires that it came with, or when told to.</summary>
internal sealed class StreamLimit : IDisposable
{
    private readonly CancellationTokenSource _ends;
    private readonly ITimer? _timer;

    /// <param name="http">The request. Nobody must have asked for its <see cref="HttpContext.RequestAborted"/> before.</param>
    /// <param name="time">Says when the credential has expired.</param>
    public StreamLimit(HttpContext http, TimeProvider time)
    {
        _ends = CancellationTokenSource.CreateLinkedTokenSource(http.RequestAborted);
        http.RequestAborted = _ends.Token;
        if (http.Features.Get<CallerResult>()?.Caller?.Expires is { } expires && expires - time.GetUtcNow() is { TotalMilliseconds: < uint.MaxValue - 1 } left)
        {
            // Later ones are further away than a timer can count: 49 days.
            _timer = time.CreateTimer(static limit => ((StreamLimit)limit!).End(), this, left > TimeSpan.Zero ? left : TimeSpan.Zero, Timeout.InfiniteTimeSpan);
        }
    }

    /// <summary>What else may end it; disposed with it.</summary>
    public IDisposable? Watch { get; set; }

    public void End()
    {
        try
        {
            _ends.Cancel();
        }
        catch (ObjectDisposedException)
        {
            // The request has ended in this moment.
        }
    }

    public void Dispose()
    {
        Watch?.Dispose();
        _timer?.Dispose();
        _ends.Dispose();
    }
}
