using McpProxy.Plugins.AmazonAds.Downloads.Fetching;
using McpProxy.Plugins.AmazonAds.Downloads.Options;
using McpProxy.Plugins.AmazonAds.Downloads.Storage;

namespace McpProxy.Plugins.AmazonAds.Downloads;

/// <summary>Everything of one <c>McpProxy:Downloads</c>.</summary>
/// <param name="options">The section.</param>
/// <param name="origin">The public origin; null when it is not configured.</param>
/// <param name="asksCallers">Whether callers are asked who they are.</param>
/// <param name="budget">Shared with earlier configurations.</param>
/// <param name="time">The time.</param>
internal sealed class DownloadRoom(DownloadsOptions options, Uri? origin, bool asksCallers, StorageBudget budget, TimeProvider time)
{
    public DownloadsOptions Options => options;

    public Uri? Origin => origin;

    public bool AsksCallers => asksCallers;

    /// <summary>The folder of all files.</summary>
    public string Root { get; } = Path.TrimEndingDirectorySeparator(Path.GetFullPath(options.Directory));

    public ExportFetcher Fetcher { get; } = new(options, budget, time);

    public FileShelf ShelfOf(FileOwner owner, string profile) => new(Root, owner, profile, options.MaxAge, time);
}
