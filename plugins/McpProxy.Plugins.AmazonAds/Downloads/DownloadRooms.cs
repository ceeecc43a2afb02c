using McpProxy.Configuration;
using McpProxy.Plugins.AmazonAds.Downloads.Fetching;
using McpProxy.Plugins.AmazonAds.Downloads.Naming;
using McpProxy.Plugins.AmazonAds.Downloads.Options;
using McpProxy.Plugins.AmazonAds.Downloads.Storage;
using McpProxy.Plugins.AmazonAds.Tools;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace McpProxy.Plugins.AmazonAds.Downloads;

/// <summary>The downloads of the configuration in force, and how many files are being fetched.</summary>
internal sealed class DownloadRooms(IAppliedConfiguration configuration, TimeProvider time, ILogger<DownloadRooms> logger, IHostEnvironment? environment = null)
{
    private readonly StorageBudget _budget = new();
    private readonly Lock _lock = new();
    private IConfiguration? _of;
    private DownloadRoom? _room;
    private readonly Dictionary<FileOwner, int> _running = [];

    /// <summary>Null when the configuration in force has no downloads.</summary>
    public DownloadRoom? Current
    {
        get
        {
            var current = configuration.Current;
            if (ReferenceEquals(Volatile.Read(ref _of), current))
            {
                return _room;
            }

            lock (_lock)
            {
                if (!ReferenceEquals(_of, current))
                {
                    _room = Make(current);
                    Volatile.Write(ref _of, current);
                }

                return _room;
            }
        }
    }

    /// <summary>Fetches a file, unless too many are being fetched.</summary>
    /// <exception cref="UseFailure">It cannot be had.</exception>
    public async Task<FetchedFile> FetchAsync(DownloadRoom room, FileShelf shelf, ExportId id, string url, Func<long, long?, ValueTask>? report, CancellationToken cancellationToken)
    {
        var entered = false;
        var host = Uri.TryCreate(url, UriKind.Absolute, out var address) ? address.IdnHost : "";
        try
        {
            Enter(room.Options, shelf.Owner);
            entered = true;
            var fetched = await room.Fetcher.FetchAsync(room.Root, shelf, id, url, report, cancellationToken);
            Log.Fetched(logger, fetched.Path, host, fetched.Sidecar.Size);
            return fetched;
        }
        catch (UseFailure failure)
        {
            Log.NotFetched(logger, host, failure.Code);
            throw;
        }
        finally
        {
            if (entered)
            {
                Leave(shelf.Owner);
            }
        }
    }

    private void Enter(DownloadsOptions options, FileOwner owner)
    {
        lock (_running)
        {
            var ofOwner = _running.GetValueOrDefault(owner);
            if (ofOwner >= options.MaxConcurrentPerCaller)
            {
                throw FetchFailures.TooManyOfYours(options.MaxConcurrentPerCaller);
            }

            if (_running.Values.Sum() >= options.MaxConcurrent)
            {
                throw FetchFailures.TooMany(options.MaxConcurrent);
            }

            _running[owner] = ofOwner + 1;
        }
    }

    private void Leave(FileOwner owner)
    {
        lock (_running)
        {
            if (--_running[owner] == 0)
            {
                _running.Remove(owner);
            }
        }
    }

    private DownloadRoom? Make(IConfiguration current)
    {
        if (!DownloadsSection.IsIn(current))
        {
            return null;
        }

        var options = configuration.Bind<DownloadsOptions>(DownloadsSection.Path, new ConfigErrors());
        if (options.Outbound.AreLoosened && environment?.IsDevelopment() != true)
        {
            Log.Loosened(logger, DownloadsSection.Path);
        }

        return new DownloadRoom(options, DownloadsSection.OriginOf(options, current), current.GetSection("McpProxy:Authentication").Exists(), _budget, time);
    }
}
