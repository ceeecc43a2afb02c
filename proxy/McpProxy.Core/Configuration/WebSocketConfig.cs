using System.ComponentModel.DataAnnotations;

namespace McpProxy.Configuration;

/// <summary>
/// MCP over WebSocket: JSON-RPC messages as text frames, one message each. It is no transport of the MCP specification, so
/// it is off unless asked for; clients of the specification use the endpoint at <c>Mcp:Path</c>.
/// </summary>
public sealed record WebSocketConfig
{
    /// <summary>Whether the endpoint is there. Read once, at the start. Default off.</summary>
    public bool Enabled { get; init; }

    /// <summary>Path of the endpoint; toolsets are served below it. Default <c>/ws</c>. Starts with a slash, has no trailing slash. Read once, at the start.</summary>
    public string Path { get; init; } = "/ws";

    /// <summary>Time between two pings to the client, 1 second to 1 hour. Default 30 seconds.</summary>
    [Range(typeof(TimeSpan), "00:00:01", "01:00:00")]
    public TimeSpan PingInterval { get; init; } = TimeSpan.FromSeconds(30);

    /// <summary>Time the client has to answer a ping before its connection is dropped, 1 second to 10 minutes. Default 10 seconds.</summary>
    [Range(typeof(TimeSpan), "00:00:01", "00:10:00")]
    public TimeSpan PongTimeout { get; init; } = TimeSpan.FromSeconds(10);

    /// <summary>Time in which a message that has begun must have come whole, and in which the client must take one of ours, 1 second to 10 minutes. Default 30 seconds. Excess: close code 1008.</summary>
    [Range(typeof(TimeSpan), "00:00:01", "00:10:00")]
    public TimeSpan MessageTimeout { get; init; } = TimeSpan.FromSeconds(30);

    /// <summary>Connections at the same time, 1 to 1000000. Default 1000. Excess: HTTP 503 instead of the upgrade.</summary>
    [Range(1, 1_000_000)]
    public int MaxConnections { get; init; } = 1000;

    /// <summary>Requests of one connection that run at the same time, and as many subscriptions, 1 to 10000. Default 64. Further requests wait their turn; further subscriptions are refused.</summary>
    [Range(1, 10_000)]
    public int MaxConcurrentCalls { get; init; } = 64;

    /// <summary>
    /// Bytes of messages that may wait on one connection, each way, 64 KiB to 1 GiB. Default 8 MiB. Requests beyond it are
    /// refused; a client that lets more of our messages wait is closed with code 1008.
    /// </summary>
    [Range(64 * 1024, 1024 * 1024 * 1024)]
    public int MaxQueuedBytes { get; init; } = 8 * 1024 * 1024;
}
