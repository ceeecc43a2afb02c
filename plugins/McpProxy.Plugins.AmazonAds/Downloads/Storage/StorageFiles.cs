using McpProxy.Plugins.AmazonAds.Downloads.Naming;

namespace McpProxy.Plugins.AmazonAds.Downloads.Storage;

/// <summary>All files below the folder of downloads, whoever's they are.</summary>
internal static class StorageFiles
{
    /// <summary>Begins the names of files that are not finished; hidden, so that nobody finds them.</summary>
    public const string UnfinishedPrefix = ".part-";

    private static readonly TimeSpan _longestDownload = TimeSpan.FromHours(12);

    private static readonly EnumerationOptions _all = new() { RecurseSubdirectories = true, MaxRecursionDepth = 8, IgnoreInaccessible = true, AttributesToSkip = FileAttributes.ReparsePoint };

    /// <summary>Files and sidecars in their place.</summary>
    public static IEnumerable<FileInfo> Finished(string root) => All(root).Where(f => !IsUnfinished(f));

    /// <summary>The folder of caller and profile that a file is below.</summary>
    public static string ShelfOf(string root, string path)
    {
        var parts = Path.GetRelativePath(root, path).Split(Path.DirectorySeparatorChar);
        return parts.Length > 3 ? Path.Combine(root, parts[0], parts[1], parts[2]) : root;
    }

    /// <summary>The folder of the caller that a folder of caller and profile belongs to.</summary>
    public static string CallerOf(string shelf) => Path.GetDirectoryName(Path.GetDirectoryName(shelf))!;

    /// <summary>Removes what is too old, what a crash has left unfinished, and folders that are empty then.</summary>
    /// <returns>How many files are gone, sidecars not counted.</returns>
    public static int Sweep(string root, TimeSpan maxAge, DateTimeOffset now)
    {
        var removed = 0;
        foreach (var file in All(root).ToList())
        {
            var age = IsUnfinished(file) ? _longestDownload : maxAge;
            if (file.LastWriteTimeUtc + age <= now && TryDelete(file))
            {
                removed += file.Name.EndsWith(FileNames.SidecarSuffix, StringComparison.Ordinal) ? 0 : 1;
            }
        }

        return removed;
    }

    private static bool IsUnfinished(FileInfo file) => file.Name.StartsWith(UnfinishedPrefix, StringComparison.Ordinal);

    private static IEnumerable<FileInfo> All(string root)
    {
        var folder = new DirectoryInfo(root);
        return folder.Exists ? folder.EnumerateFiles("*", _all) : [];
    }

    private static bool TryDelete(FileInfo file)
    {
        try
        {
            file.Delete();
            return true;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return false; // The next sweep tries again.
        }
    }
}
