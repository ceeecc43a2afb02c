using System.Text.Json;
using McpProxy.Plugins.AmazonAds.Downloads.Naming;

namespace McpProxy.Plugins.AmazonAds.Downloads.Storage;

/// <summary>Gives finished files their names. A sidecar that is made first, and by one process only, holds a name.</summary>
internal static class FilePlacement
{
    private const int MostTries = 10_000;

    /// <summary>Puts a file in its place, under the first name that is free.</summary>
    /// <param name="file">The file.</param>
    /// <param name="folder">The folder for it.</param>
    /// <param name="name">The name it should have.</param>
    /// <param name="sidecar">What is known of it.</param>
    /// <returns>The name it has, and what it takes together with its sidecar.</returns>
    public static (string Name, long Bytes) Place(UnfinishedFile file, string folder, string name, Sidecar sidecar)
    {
        var json = JsonSerializer.SerializeToUtf8Bytes(sidecar, SidecarJson.Default.Sidecar);
        for (var number = 1; number <= MostTries; number++)
        {
            var place = Path.Combine(folder, FileNames.Numbered(name, number));
            if (!Path.Exists(place) && TryWrite(place + FileNames.SidecarSuffix, json, sidecar.DownloadedAt))
            {
                try
                {
                    file.Place(place, sidecar.DownloadedAt);
                    return (Path.GetFileName(place), file.Length + json.Length);
                }
                catch
                {
                    File.Delete(place + FileNames.SidecarSuffix);
                    throw;
                }
            }
        }

        throw new StorageFullException($"There are {MostTries} files of this name already.");
    }

    private static bool TryWrite(string path, byte[] json, DateTimeOffset time)
    {
        var options = new FileStreamOptions { Mode = FileMode.CreateNew, Access = FileAccess.Write };
        if (!OperatingSystem.IsWindows())
        {
            options.UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite;
        }

        try
        {
            using (var stream = new FileStream(path, options))
            {
                stream.Write(json);
            }

            File.SetLastWriteTimeUtc(path, time.UtcDateTime);
            return true;
        }
        catch (IOException) when (Path.Exists(path))
        {
            return false;
        }
    }
}
