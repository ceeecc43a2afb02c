using System.Security.Cryptography;
using McpProxy.State.Files;

namespace McpProxy.State.Artifacts;

/// <summary>
/// The folder of this process among those of others, readable by its user alone. A lock file beside it says that the process
/// lives; the operating system lets go of it however the process ends, and the next one to start removes what is left.
/// </summary>
/// <param name="root">The folder around; made when it does not exist.</param>
internal sealed class ArtifactFolder(string root) : IDisposable
{
    private const string LockSuffix = ".lock";
    private const string FileSuffix = ".artifact";
    private const int NameLength = 32;

    private readonly string _path = Path.Combine(root, RandomNumberGenerator.GetHexString(NameLength, lowercase: true));
    private FileStream? _lock;

    /// <summary>The folder where none is configured.</summary>
    public static string Default => Path.Combine(Path.GetTempPath(), $"mcpproxy-{Environment.UserName}", "artifacts");

    /// <summary>Removes what processes have left that did not end by themselves.</summary>
    /// <returns>How many files there were.</returns>
    public int RemoveLeftovers()
    {
        if (!Directory.Exists(root))
        {
            return 0;
        }

        var count = 0;
        foreach (var folder in Directory.EnumerateDirectories(root))
        {
            if (Path.GetFileName(folder) is { Length: NameLength } name && name.All(char.IsAsciiHexDigitLower) && TryLock(folder) is { } found)
            {
                using (found)
                {
                    count += Directory.EnumerateFiles(folder, "*" + FileSuffix).Count();
                    Directory.Delete(folder, recursive: true);
                    File.Delete(folder + LockSuffix);
                }
            }
        }

        return count;
    }

    /// <summary>Makes a file that nobody but this user may read.</summary>
    public FileStream Create()
    {
        if (_lock is null)
        {
            CreatePrivate(root);
            _lock = TryLock(_path) ?? throw new IOException($"'{_path}{LockSuffix}' cannot be locked.");
        }

        CreatePrivate(_path); // Somebody may clean up folders for temporary files.
        var name = RandomNumberGenerator.GetHexString(NameLength, lowercase: true) + FileSuffix;
        return new FileStream(Path.Combine(_path, name), StateFile.PrivateFile(FileMode.CreateNew, FileShare.Read | FileShare.Delete));
    }

    /// <summary>Removes the folder.</summary>
    public void Dispose()
    {
        if (Interlocked.Exchange(ref _lock, null) is not { } held)
        {
            return;
        }

        using (held)
        {
            if (Directory.Exists(_path))
            {
                Directory.Delete(_path, recursive: true);
            }

            File.Delete(_path + LockSuffix);
        }
    }

    private static FileStream? TryLock(string folder)
    {
        try
        {
            return new FileStream(folder + LockSuffix, StateFile.PrivateFile(FileMode.OpenOrCreate, FileShare.None));
        }
        catch (IOException)
        {
            return null; // Its process lives.
        }
        catch (UnauthorizedAccessException)
        {
            return null; // Its process is another user's.
        }
    }

    private static void CreatePrivate(string folder)
    {
        if (OperatingSystem.IsWindows())
        {
            Directory.CreateDirectory(folder);
        }
        else
        {
            Directory.CreateDirectory(folder, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
        }
    }
}
