namespace AdsSimulator.Exports;

/// <summary>An export as its status call shows it.</summary>
internal sealed record ExportStatus
{
    public required string ExportId { get; init; }

    /// <summary><c>PROCESSING</c> or <c>COMPLETED</c>.</summary>
    public required string Status { get; init; }

    public required DateTime CreatedAt { get; init; }

    public string? Url { get; init; }

    /// <summary>Size of the file in bytes.</summary>
    public long? FileSize { get; init; }

    public DateTime? GeneratedAt { get; init; }

    public DateTime? UrlExpiresAt { get; init; }
}
