using Microsoft.AspNetCore.Http;

namespace McpProxy.Authentication;

/// <summary>Ends a stream with the credential that opened it, as if its client had left; whoever still has a good one comes back with it.</summary>
internal sealed class CredentialLifetime : IDisposable
{
    private readonly CancellationTokenSource _ends;
    private readonly ITimer _timer;

    private CredentialLifetime(HttpContext http, TimeProvider time, TimeSpan left)
    {
        _ends = CancellationTokenSource.CreateLinkedTokenSource(http.RequestAborted);
        _timer = time.CreateTimer(static ends => ((CancellationTokenSource)ends!).Cancel(), _ends, left, Timeout.InfiniteTimeSpan);
        http.RequestAborted = _ends.Token;
    }

    /// <summary>Limits the rest of a request; call it before anybody asks for <see cref="HttpContext.RequestAborted"/>.</summary>
    /// <returns>What holds the limit; null when there is none, or it is further away than a timer can count (49 days).</returns>
    public static CredentialLifetime? Limit(HttpContext http, TimeProvider time)
    {
        if (http.Features.Get<CallerResult>()?.Caller?.Expires is not { } expires)
        {
            return null;
        }

        var left = expires - time.GetUtcNow();
        return left.TotalMilliseconds > uint.MaxValue - 1 ? null : new CredentialLifetime(http, time, left > TimeSpan.Zero ? left : TimeSpan.Zero);
    }

    public void Dispose()
    {
        _timer.Dispose();
        _ends.Dispose();
    }
}
