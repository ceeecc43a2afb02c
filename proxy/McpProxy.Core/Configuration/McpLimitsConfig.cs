using System.ComponentModel.DataAnnotations;

namespace McpProxy.Configuration;

/// <summary>Bounds on what callers may send and what tools may return. Every excess is answered with a clear error.</summary>
public sealed record McpLimitsConfig
{
    /// <summary>Largest body of a POST to the MCP endpoint, in bytes, 1 KiB to 1 GiB. Default 4 MiB. Excess: HTTP 413.</summary>
    [Range(1024, 1024 * 1024 * 1024)]
    public int MaxRequestBytes { get; init; } = 4 * 1024 * 1024;

    /// <summary>Largest upstream response a tool returns, in bytes, 1 KiB to 100 MiB; a tool's <c>Response:MaxBytes</c> overrides it. Default 4 MiB. Excess: <c>response_too_large</c>.</summary>
    [Range(1024, 100 * 1024 * 1024)]
    public int MaxResponseBytes { get; init; } = 4 * 1024 * 1024;

    /// <summary>
    /// Bytes of large answers (over 64 KiB each) that wait for their callers to read them, over all callers, 1 MiB to 1 TiB. Default: a quarter of the memory that
    /// the process may use, at least 256 MiB. Excess: the answer that has waited longest is given up with its connection, the caller's own before anybody else's.
    /// </summary>
    [Range(1024L * 1024, 1024L * 1024 * 1024 * 1024)]
    public long? MaxUnreadBytes { get; init; }

    /// <summary>Deepest nesting of a request body, 8 to 512. Default 64.</summary>
    [Range(8, 512)]
    public int MaxJsonDepth { get; init; } = 64;

    /// <summary>Most messages in one JSON-RPC batch, which only 2025-03-26 has, 1 to 10000. Default 100. Excess: HTTP 400.</summary>
    [Range(1, 10_000)]
    public int MaxBatchSize { get; init; } = 100;

    /// <summary>Most arguments (members of the arguments object) of one call, 1 to 10000. Default 256.</summary>
    [Range(1, 10_000)]
    public int MaxArguments { get; init; } = 256;

    /// <summary>Longest argument of a prompt or a completion, in characters, 1 to 1048576. Default 16384. Excess: JSON-RPC error -32602.</summary>
    [Range(1, 1024 * 1024)]
    public int MaxPromptArgumentLength { get; init; } = 16 * 1024;

    /// <summary>Largest content of one rendered prompt, in bytes as it is sent (base64 included), 1 KiB to 100 MiB. Default 4 MiB. Excess: <c>response_too_large</c>.</summary>
    [Range(1024, 100 * 1024 * 1024)]
    public int MaxPromptBytes { get; init; } = 4 * 1024 * 1024;

    /// <summary>Calls running at the same time over all callers, 1 to 100000. Default 1000. Excess: <c>rate_limited</c>.</summary>
    [Range(1, 100_000)]
    public int MaxConcurrentCalls { get; init; } = 1000;

    /// <summary>Streams that wait for changes at the same time (<c>subscriptions/listen</c> and the GET streams of sessions), 1 to 1000000. Default 10000. An authenticated caller has at most half. Excess: HTTP 503.</summary>
    [Range(1, 1_000_000)]
    public int MaxStreams { get; init; } = 10_000;

    /// <summary>Resources that one session or one <c>subscriptions/listen</c> can subscribe to, 1 to 10000. Default 100. Excess: <c>-32602</c>.</summary>
    [Range(1, 10_000)]
    public int MaxSubscriptionsPerClient { get; init; } = 100;

    /// <summary>Subscriptions to resources over all clients, 1 to 1000000. Default 10000. An authenticated caller has at most half. Excess: HTTP 503.</summary>
    [Range(1, 1_000_000)]
    public int MaxSubscriptions { get; init; } = 10_000;
}
