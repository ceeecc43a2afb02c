namespace McpProxy.Configuration;

/// <summary>Asks how long a file is without opening it: to open a named pipe is to wait until somebody writes into it.</summary>
public static class FileLength
{
    /// <summary>What to say of a file whose length is 0 where something should be in it.</summary>
    public const string NoneReason = "is empty, or no ordinary file but a pipe, socket or device";

    /// <summary>The length of the file behind a name, whatever links lead to it.</summary>
    /// <param name="path">The file.</param>
    /// <returns>Bytes; 0 of an empty file, and of what is no ordinary file.</returns>
    /// <exception cref="FileNotFoundException">There is no such file, or it is a folder.</exception>
    /// <exception cref="IOException">It cannot be looked at.</exception>
    /// <exception cref="UnauthorizedAccessException">It may not be looked at.</exception>
    public static long Of(string path)
    {
        var file = new FileInfo(path);
        var target = (FileInfo?)file.ResolveLinkTarget(returnFinalTarget: true) ?? file;

        // A link of /dev/fd to a pipe leads to something that has no name.
        return !target.Exists && File.Exists(path) ? 0 : target.Length;
    }
}
