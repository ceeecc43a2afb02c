using System.ComponentModel.DataAnnotations;

namespace McpProxy.Configuration;

/// <summary>Whole answers that are kept for a while, encrypted, because callers got them shortened: where <c>Continuation</c> is <c>Artifact</c>.</summary>
public sealed record ArtifactsConfig
{
    /// <summary>Folder in which each process makes one of its own, as an absolute path. Default: one of this user in the folder for temporary files. Read once, at the start.</summary>
    public string? Directory { get; init; }

    /// <summary>Path of the endpoint from which HTTP callers read artifacts: <c>{Path}/{id}</c>. Default <c>/artifacts</c>. Read once, at the start.</summary>
    public string Path { get; init; } = "/artifacts";

    /// <summary>Name of the tool by which clients without resources read artifacts; empty for none. Served where a tool can make artifacts. Default <c>read_artifact</c>.</summary>
    public string Tool { get; init; } = "read_artifact";

    /// <summary>Largest artifact, in bytes, 64 KiB to 1 TiB. A larger answer is still shortened, and its rest is not kept. Default 268435456 (256 MiB).</summary>
    [Range(64L << 10, 1L << 40)]
    public long MaxBytes { get; init; } = 256L << 20;

    /// <summary>Most artifacts at the same time, 1 to 100000. Beyond, new ones are not kept. Default 1000.</summary>
    [Range(1, 100_000)]
    public int MaxCount { get; init; } = 1000;

    /// <summary>Most bytes of all artifacts together, 64 KiB to 1 PiB. Beyond, new ones are not kept. Default 4294967296 (4 GiB).</summary>
    [Range(64L << 10, 1L << 50)]
    public long MaxTotalBytes { get; init; } = 4L << 30;

    /// <summary>Most artifacts of one caller, 1 to 100000. For a new one the caller's oldest goes. Default 100.</summary>
    [Range(1, 100_000)]
    public int MaxCountPerCaller { get; init; } = 100;

    /// <summary>Most bytes of one caller's artifacts, 64 KiB to 1 PiB. For a new one the caller's oldest go. Default 1073741824 (1 GiB).</summary>
    [Range(64L << 10, 1L << 50)]
    public long MaxBytesPerCaller { get; init; } = 1L << 30;

    /// <summary>How long an artifact is kept after its answer has ended, 1 second to 7 days. Default 30 minutes.</summary>
    [Range(typeof(TimeSpan), "00:00:01", "7.00:00:00")]
    public TimeSpan TimeToLive { get; init; } = TimeSpan.FromMinutes(30);

    /// <summary>Most bytes that MCP clients read of an artifact at a time, 1 KiB to 4 MiB: a window of items ends with the last one that fits. Default 65536.</summary>
    [Range(1024, 4 << 20)]
    public int MaxReadBytes { get; init; } = 64 << 10;
}
