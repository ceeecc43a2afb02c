using System.ComponentModel.DataAnnotations;
using System.Net;
using McpProxy.Outbound;

namespace McpProxy.Plugins.AmazonAds.Downloads.Options;

/// <summary>Files of exports that callers let the proxy fetch and keep. Section <c>McpProxy:Downloads</c>; without it there are no such tools and no <c>/downloads</c>.</summary>
public sealed record DownloadsOptions
{
    private const long Gibibyte = 1024L * 1024 * 1024;

    private const string MostBytes = "1099511627776";

    /// <summary>The folder for the files, absolute or from the working directory; only its owner can read what is made in it. Required.</summary>
    [Required]
    public string Directory { get; init; } = "";

    /// <summary>Hosts that files are fetched from: a name, or with a dot in front all names that end so. Default <c>.amazonaws.com</c> and <c>.cloudfront.net</c>.</summary>
    public IReadOnlyList<string> AllowedHosts { get; init; } = [".amazonaws.com", ".cloudfront.net"];

    /// <summary>Ports that files are fetched from. Default 443 alone.</summary>
    public IReadOnlyList<int> AllowedPorts { get; init; } = [443];

    /// <summary>Networks (CIDR) that files may be fetched from although they are not of the public internet, e.g. <c>127.0.0.1/32</c> for tests. Warned about outside Development. Default none.</summary>
    public IReadOnlyList<IPNetwork> AllowedNetworks { get; init; } = [];

    /// <summary>Whether files may be fetched without TLS; for tests. Warned about outside Development. Default false.</summary>
    public bool AllowHttp { get; init; }

    /// <summary>Largest file in bytes, as it is fetched. Default 512 MiB.</summary>
    [Range(typeof(long), "1", MostBytes)]
    public long MaxFileBytes { get; init; } = 512L * 1024 * 1024;

    /// <summary>Largest file in bytes that a gzip file is unpacked to; a larger one is kept packed. 0 unpacks nothing. Default 2 GiB.</summary>
    [Range(typeof(long), "0", MostBytes)]
    public long MaxDecompressedBytes { get; init; } = 2 * Gibibyte;

    /// <summary>Bytes that one caller can keep for one profile. Default 4 GiB.</summary>
    [Range(typeof(long), "1", MostBytes)]
    public long MaxProfileBytes { get; init; } = 4 * Gibibyte;

    /// <summary>Bytes that one caller can keep for all profiles together. Default 8 GiB.</summary>
    [Range(typeof(long), "1", MostBytes)]
    public long MaxCallerBytes { get; init; } = 8 * Gibibyte;

    /// <summary>Bytes that all callers can keep together. Default 32 GiB.</summary>
    [Range(typeof(long), "1", MostBytes)]
    public long MaxTotalBytes { get; init; } = 32 * Gibibyte;

    /// <summary>Files that one caller can keep for one profile. Default 1,000.</summary>
    [Range(1, 100_000)]
    public int MaxFilesPerProfile { get; init; } = 1000;

    /// <summary>How long a file is kept. Default 30 days.</summary>
    [Range(typeof(TimeSpan), "00:01:00", "3650.00:00:00")]
    public TimeSpan MaxAge { get; init; } = TimeSpan.FromDays(30);

    /// <summary>Files that are fetched at the same time. Default 4.</summary>
    [Range(1, 256)]
    public int MaxConcurrent { get; init; } = 4;

    /// <summary>Files that are fetched for one caller at the same time, so that a slow host of one does not keep all others waiting. Default 2.</summary>
    [Range(1, 256)]
    public int MaxConcurrentPerCaller { get; init; } = 2;

    /// <summary>Time that fetching one file may take. Default 15 minutes.</summary>
    [Range(typeof(TimeSpan), "00:00:01", "06:00:00")]
    public TimeSpan Timeout { get; init; } = TimeSpan.FromMinutes(15);

    /// <summary>How long a URL of <c>get_download_url</c> works without a credential. Default: it needs the caller's credential.</summary>
    [Range(typeof(TimeSpan), "00:00:01", "1.00:00:00")]
    public TimeSpan? SignedUrlLifetime { get; init; }

    /// <summary>The origin of URLs of <c>get_download_url</c>, e.g. <c>https://mcp.example.com</c>. Default <c>McpProxy:Authentication:PublicOrigin</c>.</summary>
    public Uri? PublicOrigin { get; init; }

    /// <summary>A policy of <c>McpProxy:Authorization:Policies</c> that callers of <c>/downloads</c> must meet. Default the default policy.</summary>
    public string? Authorization { get; init; }

    /// <summary>Where files may be fetched from.</summary>
    internal OutboundRules Outbound => new() { Hosts = AllowedHosts, Ports = AllowedPorts, Networks = AllowedNetworks, AllowsHttp = AllowHttp };
}
