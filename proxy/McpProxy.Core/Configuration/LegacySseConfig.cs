using System.ComponentModel.DataAnnotations;

namespace McpProxy.Configuration;

/// <summary>
/// The HTTP+SSE transport of 2024-11-05, for clients that know no other: answers come on one event stream, messages are posted elsewhere.
/// Deprecated since 2025-03-26, and neither resumable nor shared between replicas, so it is off unless asked for.
/// </summary>
public sealed record LegacySseConfig
{
    /// <summary>Whether the endpoints are there. Read once, at the start. Default off.</summary>
    public bool Enabled { get; init; }

    /// <summary>Path of the event stream; toolsets are served below it. Default <c>/sse</c>. Starts with a slash, has no trailing slash. Read once, at the start.</summary>
    public string SsePath { get; init; } = "/sse";

    /// <summary>Path that messages are posted to. Default <c>/message</c>. Starts with a slash, has no trailing slash. Read once, at the start.</summary>
    public string MessagePath { get; init; } = "/message";

    /// <summary>Requests of one client that run at the same time, 1 to 10000. Default 64. Further ones wait their turn.</summary>
    [Range(1, 10_000)]
    public int MaxConcurrentCalls { get; init; } = 64;

    /// <summary>
    /// Bytes of messages that may wait for one client, each way, 64 KiB to 1 GiB. Default 8 MiB. A client that does not read gets HTTP 503
    /// for its messages once half of it waits, and its stream is dropped when there is more.
    /// </summary>
    [Range(64 * 1024, 1024 * 1024 * 1024)]
    public int MaxQueuedBytes { get; init; } = 8 * 1024 * 1024;
}
