using System.Globalization;

namespace McpProxy.Configuration.Imports;

/// <summary>A file or folder that an import was made of, as it was then.</summary>
/// <param name="Path">Its absolute path.</param>
/// <param name="Stamp">Tells whether it has changed since; made by <see cref="Of"/>.</param>
public sealed record ImportSource(string Path, string Stamp)
{
    /// <summary>The source as it is now. Take it before reading, so that a change in between is seen later.</summary>
    /// <param name="path">An absolute path. It need not exist: coming into being is a change.</param>
    public static ImportSource Of(string path)
    {
        ArgumentNullException.ThrowIfNull(path);
        try
        {
            return new ImportSource(path, Directory.Exists(path) ? StampOfFolder(path) : File.Exists(path) ? StampOfFile(path) : "absent");
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return new ImportSource(path, e.GetType().Name);
        }
    }

    /// <summary>Whether it is still as it was.</summary>
    public bool IsUnchanged() => Of(Path).Stamp == Stamp;

    /// <summary>Of the file behind the name, whatever links lead to it.</summary>
    private static string StampOfFile(string path)
    {
        if (FileLength.Of(path) == 0)
        {
            return "empty";
        }

        using var handle = File.OpenHandle(path);
        return string.Create(CultureInfo.InvariantCulture, $"{RandomAccess.GetLength(handle)}-{File.GetLastWriteTimeUtc(handle).Ticks}");
    }

    /// <summary>The names of its files; what is in them is their own affair.</summary>
    private static string StampOfFolder(string path) =>
        string.Join('/', Directory.EnumerateFiles(path).Select(System.IO.Path.GetFileName).Order(StringComparer.Ordinal));
}
