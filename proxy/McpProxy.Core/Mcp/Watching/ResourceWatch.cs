using McpProxy.Configuration;
using McpProxy.Mcp.Changes;

namespace McpProxy.Mcp.Watching;

/// <summary>One URI that somebody subscribes to: its subscribers, and the polling that serves them all.</summary>
internal sealed class ResourceWatch : IDisposable
{
    private const int MostDoublings = 5;
    private static readonly TimeSpan LongestPause = TimeSpan.FromHours(1);
    private static readonly TimeSpan PauseWithoutResource = TimeSpan.FromMinutes(1);
    private readonly Lock _lock = new();
    private readonly CancellationTokenSource _stop = new();
    private readonly CancellationToken _stopped;
    private readonly TaskCompletionSource _ready = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly List<ChangeQueue> _subscribers = [];
    private readonly LiveConfig _config;
    private readonly ResourcePoller _poller;
    private readonly TimeProvider _time;
    private readonly Random _random;

    public ResourceWatch(string uri, LiveConfig config, ResourcePoller poller, TimeProvider time, Random random)
    {
        Uri = uri;
        _config = config;
        _poller = poller;
        _time = time;
        _random = random;
        _stopped = _stop.Token;
    }

    public string Uri { get; }

    /// <summary>Completes when changes from now on are noticed, or the first poll has failed.</summary>
    public Task Ready => _ready.Task;

    public void Add(ChangeQueue subscriber)
    {
        lock (_lock)
        {
            _subscribers.Add(subscriber);
        }
    }

    /// <returns>How many are left.</returns>
    public int Remove(ChangeQueue subscriber)
    {
        lock (_lock)
        {
            _subscribers.Remove(subscriber);
            return _subscribers.Count;
        }
    }

    /// <summary>Tells every subscriber that the resource changed.</summary>
    public void Tell()
    {
        lock (_lock)
        {
            foreach (var subscriber in _subscribers)
            {
                subscriber.Add(new Change(ChangeKind.ResourceUpdated, Uri));
            }
        }
    }

    /// <summary>Polls until it is disposed. A reload may change how, or take the resource away for a while.</summary>
    public async Task RunAsync()
    {
        ResourceVersion? known = null;
        var failures = 0;
        try
        {
            while (true)
            {
                var snapshot = _config.Current;
                var match = snapshot.Catalog.All.Resources.Find(Uri);
                if (match is { Resource: { PollInterval: not null, DependsOnCaller: false } })
                {
                    var result = await _poller.PollAsync(snapshot, match, known, _stopped);
                    known = result.Version;
                    failures = result.Outcome == PollOutcome.Failed ? failures + 1 : 0;
                    if (result.Outcome == PollOutcome.Changed)
                    {
                        Tell();
                    }
                }

                var pause = Task.Delay(Pause(match?.Resource.PollInterval, failures), _time, _stopped);
                _ready.TrySetResult();
                await pause;
            }
        }
        catch (OperationCanceledException) when (_stopped.IsCancellationRequested)
        {
            _ready.TrySetResult();
        }
    }

    public void Dispose()
    {
        _stop.Cancel();
        _stop.Dispose();
    }

    /// <summary>The interval, doubled with each failure in a row; a tenth of it is left to chance, so that polls spread out.</summary>
    private TimeSpan Pause(TimeSpan? interval, int failures)
    {
        if (interval is not { } regular)
        {
            return PauseWithoutResource;
        }

        var longest = regular > LongestPause ? regular : LongestPause;
        var pause = regular * (1 << Math.Min(failures, MostDoublings));
        return (pause < longest ? pause : longest) * (0.9 + (_random.NextDouble() * 0.1));
    }
}
