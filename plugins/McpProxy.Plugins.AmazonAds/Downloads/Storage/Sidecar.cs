using System.Text.Json;
using System.Text.Json.Serialization;

namespace McpProxy.Plugins.AmazonAds.Downloads.Storage;

/// <summary>What is known of a file, kept beside it. Of the URL only its hash: it is a credential as long as it works.</summary>
internal sealed record Sidecar
{
    [JsonPropertyName("url_sha256")]
    public required string UrlSha256 { get; init; }

    [JsonPropertyName("export_type")]
    public required string ExportType { get; init; }

    [JsonPropertyName("content_type")]
    public required string ContentType { get; init; }

    [JsonPropertyName("size")]
    public required long Size { get; init; }

    /// <summary>SHA-256 of the file.</summary>
    [JsonPropertyName("sha256")]
    public required string Sha256 { get; init; }

    [JsonPropertyName("downloaded_at")]
    public required DateTimeOffset DownloadedAt { get; init; }

    /// <summary>The file that this one was unpacked from; null for one that was fetched.</summary>
    [JsonPropertyName("unpacked_from")]
    public string? UnpackedFrom { get; init; }

    /// <summary>Reads that of a file; null when there is none that can be read.</summary>
    public static async Task<Sidecar?> ReadAsync(StoredFile file, CancellationToken cancellationToken)
    {
        try
        {
            await using var stream = File.OpenRead(file.FullPath + Naming.FileNames.SidecarSuffix);
            return await JsonSerializer.DeserializeAsync(stream, SidecarJson.Default.Sidecar, cancellationToken);
        }
        catch (Exception e) when (e is IOException or JsonException or UnauthorizedAccessException)
        {
            return null;
        }
    }
}
