namespace McpProxy.Mcp.Bridge;

/// <summary>What a bridge connects to. A class, not a record: nothing prints the headers by accident.</summary>
internal sealed class BridgeOptions
{
    /// <summary>The MCP endpoint of the server.</summary>
    public required Uri Endpoint { get; init; }

    /// <summary>Sent with every request, credentials among them.</summary>
    public IReadOnlyList<KeyValuePair<string, string>> Headers { get; init; } = [];

    /// <summary>Longest silence of the server while a request waits for its answer. Events and keep-alive comments break it.</summary>
    public TimeSpan Timeout { get; init; } = TimeSpan.FromMinutes(5);

    /// <summary>How long running requests may take to end after the input has ended.</summary>
    public TimeSpan DrainTimeout { get; init; } = TimeSpan.FromSeconds(30);

    /// <summary>Largest message in either direction, in bytes.</summary>
    public int MaxMessageBytes { get; init; } = 64 * 1024 * 1024;

    /// <summary>Most requests that run at a time; more are refused.</summary>
    public int MaxRequests { get; init; } = 1024;

    /// <summary>The endpoint as it may be shown: without query and user, which can hold secrets.</summary>
    public string Name => Show(Endpoint);

    /// <summary>An address as it may be shown.</summary>
    public static string Show(Uri address) => $"{address.Scheme}://{address.Authority}{address.AbsolutePath}";
}
