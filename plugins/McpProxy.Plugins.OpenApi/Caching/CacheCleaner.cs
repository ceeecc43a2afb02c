using System.Buffers;
using System.Collections.Concurrent;

namespace McpProxy.Plugins.OpenApi.Caching;

/// <summary>
/// Removes compiled documents that nobody has used for long. Files are told by their names, and others are left alone. Replicas may share the folder: what one removes
/// costs another a compilation, and nothing else.
/// </summary>
internal sealed class CacheCleaner(TimeProvider time)
{
    /// <summary>How names of compiled documents end.</summary>
    public const string Ending = ".compiled.json";

    /// <summary>How many hexadecimal digits stand before that.</summary>
    public const int DigestLength = 32;

    /// <summary>Beyond these, the ones that were used longest ago go.</summary>
    private const int MostEntries = 1000;

    private static readonly TimeSpan UnusedFor = TimeSpan.FromDays(30);
    private static readonly TimeSpan Period = TimeSpan.FromDays(1);

    private static readonly SearchValues<char> Digits = SearchValues.Create("0123456789abcdef");

    private readonly ConcurrentDictionary<string, DateTimeOffset> _cleaned = new(StringComparer.Ordinal);

    /// <summary>Notes that an entry is used: its time of writing says so, to the day.</summary>
    public void Touch(string path)
    {
        try
        {
            var now = time.GetUtcNow().UtcDateTime;
            if ((now - File.GetLastWriteTimeUtc(path)).Duration() > Period)
            {
                File.SetLastWriteTimeUtc(path, now);
            }
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            // A folder that can only be read, or an entry that another process has removed.
        }
    }

    /// <summary>Cleans a folder, unless this process did so within a day.</summary>
    public void Clean(string folder)
    {
        var now = time.GetUtcNow();
        if (_cleaned.TryGetValue(folder, out var last) && now - last < Period)
        {
            return;
        }

        _cleaned[folder] = now;
        try
        {
            var entries = new DirectoryInfo(folder).EnumerateFiles("*" + Ending).Where(f => IsEntry(f.Name)).OrderByDescending(f => f.LastWriteTimeUtc).ToList();
            foreach (var entry in entries.Where((f, i) => i >= MostEntries || now.UtcDateTime - f.LastWriteTimeUtc > UnusedFor))
            {
                entry.Delete();
            }
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            // Tomorrow again.
        }
    }

    private static bool IsEntry(string name) => name.Length == DigestLength + Ending.Length && name.AsSpan(0, DigestLength).IndexOfAnyExcept(Digits) < 0;
}
