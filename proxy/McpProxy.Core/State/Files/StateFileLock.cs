namespace McpProxy.State.Files;

/// <summary>
/// Keeps a second process from using the same state file: a file beside it, held open for this process alone. The operating
/// system lets go of it when the process ends, however it ends. It is not removed: somebody else may be waiting for it.
/// </summary>
internal sealed class StateFileLock : IDisposable
{
    private readonly FileStream _file;

    private StateFileLock(FileStream file) => _file = file;

    /// <exception cref="StateFileException">Another process has it.</exception>
    public static StateFileLock Take(string path)
    {
        var lockPath = path + ".lock";
        try
        {
            Directory.CreateDirectory(Path.GetDirectoryName(path)!);
            return new StateFileLock(new FileStream(lockPath, StateFile.PrivateFile(FileMode.OpenOrCreate, FileShare.None)));
        }
        catch (UnauthorizedAccessException)
        {
            throw new StateFileException($"This process may not write '{lockPath}'. Give its user the folder of McpProxy:State:Path.");
        }
        catch (IOException) when (File.Exists(lockPath))
        {
            throw new StateFileException($"The state file '{path}' is in use by another process. Stop that one, or give this one another McpProxy:State:Path.");
        }
    }

    public void Dispose() => _file.Dispose();
}
