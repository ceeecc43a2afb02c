namespace McpProxy.Configuration.Imports;

/// <summary>
/// Tells when what imports were made of has changed and come to rest. Events of the folders make it quick, and looking every few
/// seconds makes it sure; see <see cref="Files.ConfigFileWatcher"/>.
/// </summary>
internal sealed class ImportWatch(TimeProvider time) : IDisposable
{
    private static readonly TimeSpan QuietPeriod = TimeSpan.FromMilliseconds(150);
    private static readonly TimeSpan PollPeriod = TimeSpan.FromSeconds(5);

    /// <summary>Looks after which files that never rest are read as they are: three seconds.</summary>
    private const int MostLooks = 20;

    /// <summary>Systems have few watches; polling does for the rest.</summary>
    private const int MostFolders = 16;

    private readonly Lock _gate = new();
    private readonly Dictionary<string, FileSystemWatcher> _folders = new(StringComparer.Ordinal);
    private IReadOnlyList<ImportSource> _sources = [];
    private string _seen = "";
    private int _looks;
    private Action? _changed;
    private ITimer? _poll;
    private ITimer? _quiet;
    private ITimer? _refresh;
    private bool _looking;
    private bool _disposed;

    /// <summary>Watches these from now on, instead of those before.</summary>
    /// <param name="sources">What was read, as it was then.</param>
    /// <param name="refreshAfter">Time after which they count as changed in any case; null for never.</param>
    /// <param name="changed">Called once on a thread-pool thread, until this is called again.</param>
    public void Watch(IReadOnlyList<ImportSource> sources, TimeSpan? refreshAfter, Action changed)
    {
        lock (_gate)
        {
            if (_disposed)
            {
                return;
            }

            _sources = sources;
            _changed = changed;
            _seen = "";
            _looks = 0;
            _looking = false;
            _refresh?.Dispose();
            _refresh = refreshAfter is { } after ? time.CreateTimer(_ => Tell(), null, after, Timeout.InfiniteTimeSpan) : null;
            if (sources.Count > 0)
            {
                _quiet ??= time.CreateTimer(_ => OnQuiet(), null, Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
                _poll ??= time.CreateTimer(_ => OnPoll(), null, PollPeriod, PollPeriod);
            }

            WatchFolders();
        }
    }

    public void Dispose()
    {
        lock (_gate)
        {
            _disposed = true;
            _poll?.Dispose();
            _quiet?.Dispose();
            _refresh?.Dispose();
            foreach (var watcher in _folders.Values)
            {
                watcher.Dispose();
            }
        }
    }

    private void WatchFolders()
    {
        var wanted = _sources.Select(s => Directory.Exists(s.Path) ? s.Path : Path.GetDirectoryName(s.Path)!).Distinct(StringComparer.Ordinal).Take(MostFolders).ToHashSet(StringComparer.Ordinal);
        foreach (var gone in _folders.Keys.Except(wanted, StringComparer.Ordinal).ToList())
        {
            _folders.Remove(gone, out var watcher);
            watcher?.Dispose();
        }

        foreach (var folder in wanted.Where(f => !_folders.ContainsKey(f)))
        {
            if (TryWatch(folder) is { } watcher)
            {
                _folders.Add(folder, watcher);
            }
        }
    }

    private FileSystemWatcher? TryWatch(string folder)
    {
        try
        {
            var watcher = new FileSystemWatcher(folder);
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

    private void OnPoll()
    {
        if (!Volatile.Read(ref _sources).All(s => s.IsUnchanged()))
        {
            Stir();
        }
    }

    private void Stir()
    {
        lock (_gate)
        {
            if (!_disposed && !_looking && _changed is not null)
            {
                LookSoon();
            }
        }
    }

    private void LookSoon()
    {
        _looking = true;
        _quiet?.Change(QuietPeriod, Timeout.InfiniteTimeSpan);
    }

    private void OnQuiet()
    {
        lock (_gate)
        {
            _looking = false;
            var now = _sources.Select(s => ImportSource.Of(s.Path)).ToList();
            if (_disposed || now.SequenceEqual(_sources))
            {
                return;
            }

            var stamps = string.Join('|', now.Select(s => s.Stamp));
            if (stamps != _seen && ++_looks < MostLooks)
            {
                // Still moving: look again when it has been the same for a whole period.
                _seen = stamps;
                LookSoon();
                return;
            }
        }

        Tell();
    }

    private void Tell()
    {
        Action? changed;
        lock (_gate)
        {
            (changed, _changed) = (_disposed ? null : _changed, null);
        }

        changed?.Invoke();
    }
}
