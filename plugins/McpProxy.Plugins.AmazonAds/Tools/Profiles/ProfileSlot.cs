namespace McpProxy.Plugins.AmazonAds.Tools.Profiles;

/// <summary>The cached list of one key. One caller fetches at a time, the others wait for what it gets.</summary>
internal sealed class ProfileSlot(TimeProvider time)
{
    /// <summary>How long an old list may stand in for one that cannot be fetched.</summary>
    private static readonly TimeSpan LongestStale = TimeSpan.FromDays(1);

    private readonly Lock _gate = new();
    private Task<bool>? _running;
    private ProfileSnapshot? _snapshot;
    private ProxyError? _failure;
    private long _usedAt = time.GetTimestamp();

    /// <summary>When it was last asked for.</summary>
    public long UsedAt => Volatile.Read(ref _usedAt);

    /// <summary>How many profiles it holds, at least 1: an empty list takes room too.</summary>
    public int Weight => Math.Max(1, Volatile.Read(ref _snapshot)?.Profiles.Count ?? 0);

    /// <summary>The list.</summary>
    /// <param name="fetch">Fetches it.</param>
    /// <param name="lifetime">How old it may be.</param>
    /// <param name="refresh">Whether only one counts that is fetched from now on.</param>
    /// <param name="cancellationToken">Stops waiting.</param>
    /// <exception cref="ProxyErrorException">There is none.</exception>
    public async ValueTask<ProfileView> GetAsync(Func<CancellationToken, ValueTask<ProfileSnapshot>> fetch, TimeSpan lifetime, bool refresh, CancellationToken cancellationToken)
    {
        Volatile.Write(ref _usedAt, time.GetTimestamp());
        if (!refresh && Fresh(lifetime) is { } fresh)
        {
            return new ProfileView(fresh);
        }

        while (true)
        {
            TaskCompletionSource<bool>? mine = null;
            Task<bool> running;
            lock (_gate)
            {
                running = _running ??= (mine = new(TaskCreationOptions.RunContinuationsAsynchronously)).Task;
            }

            if (mine is not null)
            {
                await FetchAsync(fetch, mine, cancellationToken);
                return View(refresh);
            }

            // What it comes to holds for all who wait, also a failure: or they would meet it one after the other.
            if (await running.WaitAsync(cancellationToken))
            {
                return View(refresh);
            }
        }
    }

    /// <summary>Fetches, and tells those who wait whether that came to anything; it does not when this caller leaves.</summary>
    private async ValueTask FetchAsync(Func<CancellationToken, ValueTask<ProfileSnapshot>> fetch, TaskCompletionSource<bool> mine, CancellationToken cancellationToken)
    {
        var ended = false;
        try
        {
            Volatile.Write(ref _snapshot, await fetch(cancellationToken));
            _failure = null;
            ended = true;
        }
        catch (ProxyErrorException failure)
        {
            _failure = failure.Error;
            ended = true;
        }
        finally
        {
            lock (_gate)
            {
                _running = null;
            }

            mine.SetResult(ended);
        }
    }

    private ProfileView View(bool refresh) =>
        _failure is not { } failure ? new ProfileView(_snapshot!) // a success left it
        : !refresh && IsOutage(failure) && _snapshot is { } old && time.GetUtcNow() - old.FetchedAt < LongestStale ? new ProfileView(old) { StaleBecause = failure }
        : throw new ProxyErrorException(failure);

    private ProfileSnapshot? Fresh(TimeSpan lifetime) =>
        Volatile.Read(ref _snapshot) is { } snapshot && time.GetUtcNow() - snapshot.FetchedAt < lifetime ? snapshot : null;

    /// <summary>An old list stands in while the upstream is away. To a caller that the upstream refuses it stays closed.</summary>
    private static bool IsOutage(ProxyError error) => error.Kind switch
    {
        ProxyErrorKind.UpstreamUnreachable or ProxyErrorKind.Timeout or ProxyErrorKind.RateLimited or ProxyErrorKind.CircuitOpen => true,
        ProxyErrorKind.UpstreamHttp => error.Status >= 500,
        _ => false,
    };
}
