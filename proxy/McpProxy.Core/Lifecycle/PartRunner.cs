using Microsoft.Extensions.Logging;

namespace McpProxy.Lifecycle;

/// <summary>One part between its start and its stop. Not for several callers at a time, except <see cref="Health"/>.</summary>
internal sealed partial class PartRunner(ILifecyclePart part, TimeProvider time, ILogger logger)
{
    private static readonly TimeSpan StartTime = TimeSpan.FromSeconds(30);
    private static readonly TimeSpan StopTime = TimeSpan.FromSeconds(5);
    private static readonly TimeSpan FirstPause = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan LongestPause = TimeSpan.FromMinutes(1);

    private volatile Exception? _failure;
    private volatile bool _isStarted;
    private Task _retries = Task.CompletedTask;

    public ILifecyclePart Part => part;

    public bool IsStarted => _isStarted;

    public PartHealth Health
    {
        get
        {
            if (_isStarted)
            {
                return AskPart();
            }

            // What an exception says may be for the operator alone; the log has it.
            return _failure is { } failure
                ? new(PartState.Failed, $"'{part.Name}' did not start ({failure.GetBaseException().GetType().Name}) and is tried again; the log says more.")
                : new(PartState.Failed, $"'{part.Name}' is not started.");
        }
    }

    /// <summary>Starts the part once.</summary>
    /// <exception cref="Exception">What the part threw, or <see cref="TimeoutException"/>.</exception>
    public async Task StartAsync(CancellationToken cancellationToken)
    {
        using var tooLong = new CancellationTokenSource(StartTime, time);
        using var ends = CancellationTokenSource.CreateLinkedTokenSource(tooLong.Token, cancellationToken);
        var started = time.GetTimestamp();
        try
        {
            await part.StartAsync(ends.Token).WaitAsync(ends.Token);
            _failure = null;
            _isStarted = true;
            Log.Started(logger, part.Name, time.GetElapsedTime(started).TotalMilliseconds);
        }
        catch (OperationCanceledException e) when (tooLong.IsCancellationRequested)
        {
            _failure = new TimeoutException($"It did not start within {StartTime.TotalSeconds} seconds.", e);
            throw _failure;
        }
        catch (Exception e)
        {
            _failure = e;
            throw;
        }
    }

    /// <summary>Starts the part, now or later: an optional one is not waited for longer than one attempt takes.</summary>
    /// <param name="cancellationToken">Gives up the attempt.</param>
    /// <param name="stopping">Ends further attempts.</param>
    public async Task StartOrRetryAsync(CancellationToken cancellationToken, CancellationToken stopping)
    {
        try
        {
            await StartAsync(cancellationToken);
        }
        catch (Exception e) when (!cancellationToken.IsCancellationRequested)
        {
            Log.OptionalFailed(logger, part.Name, FirstPause.TotalSeconds, e);
            _retries = RetryAsync(stopping);
        }
    }

    /// <summary>Stops the part if it runs. Never fails.</summary>
    public async Task StopAsync()
    {
        await _retries;
        if (!_isStarted)
        {
            return;
        }

        _isStarted = false;
        using var tooLong = new CancellationTokenSource(StopTime, time);
        try
        {
            await part.StopAsync(tooLong.Token).WaitAsync(tooLong.Token);
            Log.Stopped(logger, part.Name);
        }
        catch (Exception e)
        {
            Log.StopFailed(logger, part.Name, e);
        }
    }

    private PartHealth AskPart()
    {
        try
        {
            return part.Health;
        }
        catch (Exception e)
        {
            Log.HealthFailed(logger, part.Name, e);
            return new(PartState.Failed, $"'{part.Name}' cannot say how it is doing; the log says more.");
        }
    }

    private async Task RetryAsync(CancellationToken stopping)
    {
        var pause = FirstPause;
        while (!_isStarted)
        {
            try
            {
                await Task.Delay(pause, time, stopping);
                await StartAsync(stopping);
            }
            catch (Exception) when (stopping.IsCancellationRequested)
            {
                return;
            }
            catch (Exception e)
            {
                pause = pause * 2 < LongestPause ? pause * 2 : LongestPause;
                Log.OptionalFailed(logger, part.Name, pause.TotalSeconds, e);
            }
        }
    }

    private static partial class Log
    {
        [LoggerMessage(501, LogLevel.Debug, "'{Part}' started in {Milliseconds:0} ms.")]
        public static partial void Started(ILogger logger, string part, double milliseconds);

        [LoggerMessage(502, LogLevel.Warning, "'{Part}' did not start; the process serves without it. The next attempt is in {Seconds} s.")]
        public static partial void OptionalFailed(ILogger logger, string part, double seconds, Exception exception);

        [LoggerMessage(503, LogLevel.Debug, "'{Part}' stopped.")]
        public static partial void Stopped(ILogger logger, string part);

        [LoggerMessage(504, LogLevel.Error, "'{Part}' failed to stop; the others are stopped all the same.")]
        public static partial void StopFailed(ILogger logger, string part, Exception exception);

        [LoggerMessage(505, LogLevel.Error, "'{Part}' failed to say how it is doing.")]
        public static partial void HealthFailed(ILogger logger, string part, Exception exception);
    }
}
