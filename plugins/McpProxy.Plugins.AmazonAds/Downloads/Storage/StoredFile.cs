using McpProxy.Plugins.AmazonAds.Downloads.Naming;

namespace McpProxy.Plugins.AmazonAds.Downloads.Storage;

/// <summary>A file that is kept.</summary>
/// <param name="Path">Folders and name below the folder of its profile, with slashes.</param>
/// <param name="FullPath">Where it is on this machine; no caller sees it.</param>
/// <param name="Size">In bytes.</param>
/// <param name="DownloadedAt">When it was fetched.</param>
/// <param name="ExpiresAt">When it is removed.</param>
internal sealed record StoredFile(string Path, string FullPath, long Size, DateTime DownloadedAt, DateTime ExpiresAt)
{
    public string Name => System.IO.Path.GetFileName(Path);

    /// <summary>The folders, e.g. <c>exports/campaigns</c>.</summary>
    public string ResourceType => Path.LastIndexOf('/') is var slash and > 0 ? Path[..slash] : "";

    public string ContentType => FileNames.ContentTypeOf(Name);

    /// <summary>Opens it for reading. Whoever reads keeps reading when it is removed meanwhile.</summary>
    public FileStream Open() => new(FullPath, new FileStreamOptions
    {
        Mode = FileMode.Open,
        Access = FileAccess.Read,
        Share = FileShare.ReadWrite | FileShare.Delete,
        Options = FileOptions.Asynchronous | FileOptions.SequentialScan,
    });
}
