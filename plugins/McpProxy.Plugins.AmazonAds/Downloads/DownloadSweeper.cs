using McpProxy.Lifecycle;
using McpProxy.Plugins.AmazonAds.Downloads.Storage;
using Microsoft.Extensions.Logging;

namespace McpProxy.Plugins.AmazonAds.Downloads;

/// <summary>Removes old files, at the start and every hour. They are removed as well whenever room is looked for, and seen by nobody before.</summary>
internal sealed class DownloadSweeper(DownloadRooms rooms, TimeProvider time, ILogger<DownloadSweeper> logger) : ILifecyclePart
{
    private static readonly TimeSpan _pause = TimeSpan.FromHours(1);

    private ITimer? _timer;

    public string Name => "downloads";

    public bool IsCritical => false;

    public Task StartAsync(CancellationToken cancellationToken)
    {
        _timer = time.CreateTimer(_ => Sweep(), null, TimeSpan.Zero, _pause);
        return Task.CompletedTask;
    }

    public Task StopAsync(CancellationToken cancellationToken) => _timer is { } timer ? timer.DisposeAsync().AsTask() : Task.CompletedTask;

    private void Sweep()
    {
        try
        {
            if (rooms.Current is { } room && StorageFiles.Sweep(room.Root, room.Options.MaxAge, time.GetUtcNow()) is var count and > 0)
            {
                Log.Swept(logger, count);
            }
        }
        catch (Exception e)
        {
            Log.SweepFailed(logger, e); // Nobody waits for a timer; the next hour tries again.
        }
    }
}
