using McpProxy.Plugins.AmazonAds.Downloads.Naming;

namespace McpProxy.Plugins.AmazonAds.Downloads.Storage;

/// <summary>The files of one caller and profile. What is not below its folder, or is led elsewhere by a link, is not there.</summary>
/// <param name="root">The folder of all files.</param>
/// <param name="owner">Whose files.</param>
/// <param name="profile">Of which profile: digits.</param>
/// <param name="maxAge">How long a file is there.</param>
/// <param name="time">The time.</param>
internal sealed class FileShelf(string root, FileOwner owner, string profile, TimeSpan maxAge, TimeProvider time)
{
    private const string Profiles = "profiles";

    /// <summary>What is hidden are files that are not finished; links are followed nowhere.</summary>
    private static readonly EnumerationOptions _enumeration = new()
    {
        RecurseSubdirectories = true,
        MaxRecursionDepth = 4,
        IgnoreInaccessible = true,
        AttributesToSkip = FileAttributes.Hidden | FileAttributes.System | FileAttributes.ReparsePoint,
    };

    public FileOwner Owner => owner;

    public string Profile => profile;

    /// <summary>Its folder, which may not be there yet.</summary>
    public string Folder { get; } = Path.Combine(root, owner.Folder, Profiles, profile);

    /// <summary>The profiles that a caller keeps files of.</summary>
    public static IEnumerable<string> ProfilesOf(string root, FileOwner owner)
    {
        var folder = new DirectoryInfo(Path.Combine(root, owner.Folder, Profiles));
        return IsLinked(root, folder.FullName) || !folder.Exists ? [] : folder.EnumerateDirectories().Select(d => d.Name).Where(FilePath.IsProfile).Order(StringComparer.Ordinal);
    }

    /// <summary>Makes the folder for files of a type, readable by the user of the process alone.</summary>
    /// <param name="resourceType">The folder below that of the profile, e.g. <c>exports/campaigns</c>.</param>
    /// <returns>Its path.</returns>
    /// <exception cref="IOException">It cannot be made, or is a link.</exception>
    public string MakeFolder(string resourceType)
    {
        var path = Path.Combine([Folder, .. resourceType.Split('/')]);
        if (OperatingSystem.IsWindows())
        {
            Directory.CreateDirectory(path);
        }
        else
        {
            Directory.CreateDirectory(path, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
        }

        return IsLinked(root, path) ? throw new IOException("The folder for downloads has a link in it.") : path;
    }

    /// <summary>All files, by path.</summary>
    public IReadOnlyList<StoredFile> List()
    {
        if (IsLinked(root, Folder) || !Directory.Exists(Folder))
        {
            return [];
        }

        return [.. from file in new DirectoryInfo(Folder).EnumerateFiles("*", _enumeration)
                   let path = Path.GetRelativePath(Folder, file.FullName).Replace('\\', '/')
                   where FilePath.IsOfFile(path) && !IsOver(file)
                   orderby path
                   select Describe(path, file)];
    }

    /// <summary>Finds a file.</summary>
    /// <param name="path">What the caller wrote.</param>
    /// <returns>Null when there is none.</returns>
    /// <exception cref="UnauthorizedAccessException">The path leads out of the folder.</exception>
    public StoredFile? Find(string path)
    {
        if (FilePath.Leaves(path))
        {
            throw new UnauthorizedAccessException("The path leads out of the folder.");
        }

        var full = Path.GetFullPath(Path.Combine(Folder, path));
        if (!FilePath.IsOfFile(path) || !full.StartsWith(Folder + Path.DirectorySeparatorChar, StringComparison.Ordinal) || IsLinked(root, full))
        {
            return null;
        }

        var file = new FileInfo(full);
        return file.Exists && !IsOver(file) ? Describe(path, file) : null;
    }

    private StoredFile Describe(string path, FileInfo file) => new(path, file.FullName, file.Length, file.LastWriteTimeUtc, file.LastWriteTimeUtc + maxAge);

    private bool IsOver(FileInfo file) => file.LastWriteTimeUtc + maxAge <= time.GetUtcNow();

    /// <summary>Whether anything from the root down to a path is a link.</summary>
    private static bool IsLinked(string root, string path)
    {
        for (var at = path; at.Length > root.Length; at = Path.GetDirectoryName(at)!)
        {
            // Of the link itself, not of what it leads to; minus one, all bits set, for what does not exist.
            var attributes = new FileInfo(at).Attributes;
            if ((int)attributes != -1 && attributes.HasFlag(FileAttributes.ReparsePoint))
            {
                return true;
            }
        }

        return false;
    }
}
