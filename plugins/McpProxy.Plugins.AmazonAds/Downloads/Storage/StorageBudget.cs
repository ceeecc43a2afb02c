using McpProxy.Plugins.AmazonAds.Downloads.Naming;

namespace McpProxy.Plugins.AmazonAds.Downloads.Storage;

/// <summary>
/// Counts what is kept and what is on its way, so that files that are fetched at the same time stay within the limits together. What is
/// kept is looked up in the file system each time a file is begun: others may have removed some. Thread-safe.
/// </summary>
internal sealed class StorageBudget
{
    private readonly Lock _lock = new();
    private readonly Dictionary<string, long> _onTheirWay = new(StringComparer.Ordinal);
    private readonly Dictionary<string, Kept> _kept = new(StringComparer.Ordinal);
    private long _total;

    /// <summary>Claims room for a file that is to be fetched.</summary>
    /// <param name="root">The folder of all files.</param>
    /// <param name="folder">The folder of a caller and profile.</param>
    /// <param name="limits">How much may be kept.</param>
    /// <param name="bytes">What it will take, as far as that is known.</param>
    /// <exception cref="StorageFullException">There is no room.</exception>
    public StorageClaim Claim(string root, string folder, StorageLimits limits, long bytes)
    {
        lock (_lock)
        {
            Count(root);
            if (_kept.GetValueOrDefault(folder).Files >= limits.MaxFiles)
            {
                throw new StorageFullException($"This profile has {limits.MaxFiles} files already, which is the most.");
            }

            Take(folder, limits, bytes);
            return new StorageClaim(this, folder, limits, bytes);
        }
    }

    /// <summary>Claims more room for the same file.</summary>
    /// <exception cref="StorageFullException">There is no room.</exception>
    public void Grow(string folder, StorageLimits limits, long bytes)
    {
        lock (_lock)
        {
            Take(folder, limits, bytes);
        }
    }

    /// <summary>Ends a claim. What it was for is counted as kept when <paramref name="keep"/> has put it there.</summary>
    /// <param name="folder">The folder of the claim.</param>
    /// <param name="claimed">Bytes of the claim.</param>
    /// <param name="keep">Puts files in their place and returns what they take; null for none.</param>
    public void End(string folder, long claimed, Func<(int Files, long Bytes)>? keep)
    {
        lock (_lock)
        {
            var (files, bytes) = keep?.Invoke() ?? default;
            Change(folder, -claimed);
            if (files > 0)
            {
                var before = _kept.GetValueOrDefault(folder);
                _kept[folder] = new(before.Files + files, before.Bytes + bytes);
                _total += bytes;
            }
        }
    }

    private void Take(string folder, StorageLimits limits, long bytes)
    {
        var used = _kept.GetValueOrDefault(folder).Bytes + _onTheirWay.GetValueOrDefault(folder);
        if (bytes > limits.MaxProfileBytes - used)
        {
            throw new StorageFullException($"The files of this profile would take more than the {limits.MaxProfileBytes} bytes that it may have; {used} are taken.");
        }

        if (bytes > limits.MaxCallerBytes - OfCaller(folder))
        {
            throw new StorageFullException($"The files of all your profiles would take more than the {limits.MaxCallerBytes} bytes that a caller may have.");
        }

        if (bytes > limits.MaxTotalBytes - _total - _onTheirWay.Values.Sum())
        {
            throw new StorageFullException("The files of all callers would take more than the proxy may keep.");
        }

        Change(folder, bytes);
    }

    /// <summary>What is kept and on its way for all profiles of the caller whose folder it is.</summary>
    private long OfCaller(string folder)
    {
        var caller = StorageFiles.CallerOf(folder) + Path.DirectorySeparatorChar;
        return _kept.Where(k => k.Key.StartsWith(caller, StringComparison.Ordinal)).Sum(k => k.Value.Bytes)
            + _onTheirWay.Where(k => k.Key.StartsWith(caller, StringComparison.Ordinal)).Sum(k => k.Value);
    }

    private void Change(string folder, long bytes)
    {
        var now = _onTheirWay.GetValueOrDefault(folder) + bytes;
        if (now == 0)
        {
            _onTheirWay.Remove(folder);
        }
        else
        {
            _onTheirWay[folder] = now;
        }
    }

    private void Count(string root)
    {
        _kept.Clear();
        _total = 0;
        foreach (var file in StorageFiles.Finished(root))
        {
            var folder = StorageFiles.ShelfOf(root, file.FullName);
            var before = _kept.GetValueOrDefault(folder);
            var isFile = !file.Name.EndsWith(FileNames.SidecarSuffix, StringComparison.Ordinal);
            _kept[folder] = new(before.Files + (isFile ? 1 : 0), before.Bytes + file.Length);
            _total += file.Length;
        }
    }

    private readonly record struct Kept(int Files, long Bytes);
}
