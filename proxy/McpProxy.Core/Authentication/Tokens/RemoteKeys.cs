using Microsoft.Extensions.Logging;

namespace McpProxy.Authentication.Tokens;

/// <summary>
/// Keys that are fetched from their issuer when the first token needs them, when a token names one that is not there, and when
/// they have become old. The last good ones are kept for as long as the issuer cannot be reached; it is asked once at a time,
/// not before an interval has passed, and less and less often while it fails.
/// </summary>
/// <param name="endpoint">Fetches keys.</param>
/// <param name="interval">Least time between two looks.</param>
/// <param name="time">Says what time it is.</param>
/// <param name="logger">Hears of failures.</param>
internal sealed partial class RemoteKeys(IssuerEndpoint endpoint, TimeSpan interval, TimeProvider time, ILogger logger) : IKeySource
{
    private const int MostDoublings = 5;

    /// <summary>After that, keys are fetched anew although they are enough: one that was withdrawn must not be accepted for ever.</summary>
    private static readonly TimeSpan OldAge = TimeSpan.FromHours(1);

    private readonly Lock _lock = new();
    private Fetched? _fetched;
    private Task? _fetching;
    private DateTimeOffset _notBefore = DateTimeOffset.MinValue;
    private int _failures;

    public async ValueTask<KeySet?> GetAsync(Func<KeySet, bool> isEnough, CancellationToken cancellationToken)
    {
        var fetched = Volatile.Read(ref _fetched);
        if (fetched is not null && isEnough(fetched.Keys))
        {
            if (time.GetUtcNow() - fetched.At > OldAge)
            {
                _ = TryFetch(); // Nobody has to wait for it.
            }

            return fetched.Keys;
        }

        if (TryFetch() is { } fetching)
        {
            await fetching.WaitAsync(cancellationToken);
        }

        var keys = Volatile.Read(ref _fetched)?.Keys;
        return keys is not null && Volatile.Read(ref _failures) > 0 ? keys with { IsOutdated = true } : keys;
    }

    /// <returns>The look that is under way; null when it is too early for one.</returns>
    private Task? TryFetch()
    {
        lock (_lock)
        {
            if (_fetching is { IsCompleted: false })
            {
                return _fetching;
            }

            return time.GetUtcNow() < _notBefore ? null : _fetching = FetchAsync();
        }
    }

    /// <summary>Never throws: who waits for it finds what there is.</summary>
    private async Task FetchAsync()
    {
        await Task.CompletedTask.ConfigureAwait(ConfigureAwaitOptions.ForceYielding); // Not under the lock.
        try
        {
            var keys = await endpoint.FetchAsync();
            Volatile.Write(ref _fetched, new Fetched(keys, time.GetUtcNow()));
            Next(failures: 0);
            Log.Fetched(logger, endpoint.Url, keys.Keys.Length);
        }
        catch (Exception e) when (e is not OutOfMemoryException)
        {
            Next(_failures + 1);
            Log.Failed(logger, endpoint.Url, e.Message, Volatile.Read(ref _fetched) is null ? "tokens cannot be checked" : "the last ones are kept");
        }
    }

    private void Next(int failures)
    {
        lock (_lock)
        {
            _failures = failures;
            _notBefore = time.GetUtcNow() + (interval * (1 << Math.Clamp(failures - 1, 0, MostDoublings)));
        }
    }

    private sealed record Fetched(KeySet Keys, DateTimeOffset At);

    private static partial class Log
    {
        [LoggerMessage(600, LogLevel.Information, "Fetched {Keys} signing keys of {Issuer}.")]
        public static partial void Fetched(ILogger logger, Uri issuer, int keys);

        [LoggerMessage(601, LogLevel.Warning, "The signing keys of {Issuer} cannot be fetched ({Problem}); {Consequence}.")]
        public static partial void Failed(ILogger logger, Uri issuer, string problem, string consequence);
    }
}
