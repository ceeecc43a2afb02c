using System.Security.Cryptography;

namespace McpProxy.Configuration.Files;

/// <summary>
/// Tells when a file has other content than before and has stopped changing. Events of the folder make it quick; a slow
/// comparison of the content makes it sure: on network mounts, behind symbolic links and when a Kubernetes ConfigMap is
/// swapped there are no events for the file itself.
/// </summary>
internal sealed class ConfigFileWatcher : IDisposable
{
    private static readonly TimeSpan QuietPeriod = TimeSpan.FromMilliseconds(150);
    private static readonly TimeSpan PollPeriod = TimeSpan.FromSeconds(5);

    private readonly Lock _gate = new();
    private readonly string _path;
    private readonly Action _changed;
    private readonly FileSystemWatcher? _events;
    private readonly ITimer _poll;
    private readonly ITimer _quiet;
    private string _reported;
    private string _seen;
    private bool _looking;
    private bool _disposed;

    /// <param name="path">The file; it need not exist.</param>
    /// <param name="time">The clock.</param>
    /// <param name="changed">Called on a thread-pool thread, never twice at once.</param>
    public ConfigFileWatcher(string path, TimeProvider time, Action changed)
    {
        _path = Path.GetFullPath(path);
        _changed = changed;
        _reported = _seen = Fingerprint();
        _quiet = time.CreateTimer(_ => OnQuiet(), null, Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
        _poll = time.CreateTimer(_ => OnPoll(), null, PollPeriod, PollPeriod);
        _events = Watch();
    }

    public void Dispose()
    {
        lock (_gate)
        {
            _disposed = true;
            _events?.Dispose();
            _poll.Dispose();
            _quiet.Dispose();
        }
    }

    private FileSystemWatcher? Watch()
    {
        try
        {
            // The whole folder: editors replace files by renaming others over them.
            var watcher = new FileSystemWatcher(Path.GetDirectoryName(_path)!);
            watcher.Changed += (_, _) => Stir();
            watcher.Created += (_, _) => Stir();
            watcher.Deleted += (_, _) => Stir();
            watcher.Renamed += (_, _) => Stir();
            watcher.EnableRaisingEvents = true;
            return watcher;
        }
        catch (Exception e) when (e is ArgumentException or IOException)
        {
            // No such folder, or the system is out of watches: polling alone then.
            return null;
        }
    }

    /// <summary>Something has happened in the folder. Not pushed on by the next event: other files may never come to rest.</summary>
    private void Stir()
    {
        lock (_gate)
        {
            if (!_disposed && !_looking)
            {
                LookSoon();
            }
        }
    }

    private void LookSoon()
    {
        _looking = true;
        _quiet.Change(QuietPeriod, Timeout.InfiniteTimeSpan);
    }

    private void OnPoll()
    {
        if (Fingerprint() != Volatile.Read(ref _reported))
        {
            Stir();
        }
    }

    private void OnQuiet()
    {
        lock (_gate)
        {
            _looking = false;
            var now = Fingerprint();
            if (_disposed || now == _reported)
            {
                return;
            }

            if (now != _seen)
            {
                // Still moving: look again when it has been the same for a whole period.
                _seen = now;
                LookSoon();
                return;
            }

            Volatile.Write(ref _reported, now);
        }

        _changed();
    }

    private string Fingerprint()
    {
        try
        {
            using var stream = File.OpenRead(_path);
            return Convert.ToHexString(SHA256.HashData(stream));
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return e.GetType().Name;
        }
    }
}
