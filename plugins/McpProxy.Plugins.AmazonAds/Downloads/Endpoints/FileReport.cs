using System.Text.Json.Nodes;
using McpProxy.Plugins.AmazonAds.Downloads.Storage;

namespace McpProxy.Plugins.AmazonAds.Downloads.Endpoints;

/// <summary>Describes a file to its owner.</summary>
internal static class FileReport
{
    public static JsonObject Of(StoredFile file, string profile, bool withUrl = false)
    {
        var report = new JsonObject
        {
            ["file_path"] = file.Path,
            ["file_name"] = file.Name,
            ["resource_type"] = file.ResourceType,
            ["profile_id"] = profile,
            ["size"] = file.Size,
            ["content_type"] = file.ContentType,
            ["downloaded_at"] = Text(file.DownloadedAt),
            ["expires_at"] = Text(file.ExpiresAt),
        };
        if (withUrl)
        {
            report["url"] = DownloadUrls.PathOf(profile, file.Path);
        }

        return report;
    }

    /// <summary>RFC 3339, in UTC, to the second.</summary>
    public static string Text(DateTime time) => time.ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", System.Globalization.CultureInfo.InvariantCulture);
}
