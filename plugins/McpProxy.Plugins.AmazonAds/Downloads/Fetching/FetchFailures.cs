using System.Text.Json.Nodes;
using McpProxy.Outbound;
using McpProxy.Plugins.AmazonAds.Downloads.Storage;
using McpProxy.Plugins.AmazonAds.Tools;

namespace McpProxy.Plugins.AmazonAds.Downloads.Fetching;

/// <summary>Why a file cannot be had, for callers. Nothing of the URL but its host, and no address of the network here, stands in them.</summary>
internal static class FetchFailures
{
    private const string AskAgain = "Ask for the status of the export again: it has a new URL.";

    public static UseFailure InvalidUrl => new("INVALID_URL", "export_url is not an absolute URL.", "Use the url of a COMPLETED export as it is.");

    public static UseFailure Broken => new("DOWNLOAD_BROKEN", "The file host broke off before the file was whole.", "Try again.") { Kind = ProxyErrorKind.UpstreamUnreachable };

    public static UseFailure Silent => new("DOWNLOAD_TIMEOUT", "The file host sent nothing for too long.", "Try again later.") { Kind = ProxyErrorKind.Timeout };

    public static UseFailure Unreachable => new("DOWNLOAD_UNREACHABLE", "The file host cannot be reached.", "Try again later.") { Kind = ProxyErrorKind.UpstreamUnreachable };

    public static UseFailure BadArchive => new("BAD_ARCHIVE", "The file begins like a gzip file and is none, or is not whole.", "Try again, or create the export again.") { Kind = ProxyErrorKind.UpstreamHttp };

    public static UseFailure NotAllowed(OutboundRefusedException refusal) =>
        new("URL_NOT_ALLOWED", refusal.Message, "Use the url of a COMPLETED export as it is. Operators can set AllowedHosts.", new JsonObject { ["reason"] = refusal.Code }) { Kind = ProxyErrorKind.Forbidden };

    public static UseFailure TooMany(int most) => new("TOO_MANY_DOWNLOADS", $"{most} files are being fetched already.", "Try again in a moment.") { Kind = ProxyErrorKind.RateLimited };

    public static UseFailure TooManyOfYours(int most) =>
        new("TOO_MANY_DOWNLOADS", $"{most} files are being fetched for you already.", "Wait until one of them is there.") { Kind = ProxyErrorKind.RateLimited };

    public static UseFailure TooLarge(long limit) =>
        new("FILE_TOO_LARGE", $"The file has more than {limit} bytes.", "Make the export smaller by its filters. Operators can raise MaxFileBytes.") { Kind = ProxyErrorKind.ResponseTooLarge };

    public static UseFailure Full(StorageFullException full) => new("STORAGE_FULL", full.Message, "Old files go when their time is over; operators can raise the limits.") { Kind = ProxyErrorKind.RateLimited };

    public static UseFailure OfStatus(int status) => status is >= 300 and < 400
        ? new("REDIRECTED", "The file host redirects, which is not followed.", AskAgain) { Kind = ProxyErrorKind.UpstreamHttp }
        : new("DOWNLOAD_REFUSED", $"The file host answered {status}.", status is 400 or 401 or 403 or 404 or 410 ? AskAgain : "Try again later.") { Kind = ProxyErrorKind.UpstreamHttp };
}
