namespace McpProxy.Configuration;

/// <summary>
/// Hints to clients (MCP <c>ToolAnnotations</c>). Defaults by HTTP method: GET and HEAD are read-only and idempotent,
/// PUT is idempotent, DELETE is idempotent and destructive, POST and PATCH are neither; the world is open.
/// </summary>
public sealed record AnnotationsConfig
{
    /// <summary>The tool changes nothing.</summary>
    public bool? ReadOnly { get; init; }

    /// <summary>Repeating the call with the same arguments changes nothing more.</summary>
    public bool? Idempotent { get; init; }

    /// <summary>The tool may destroy or overwrite something.</summary>
    public bool? Destructive { get; init; }

    /// <summary>The tool reaches systems outside the server's control.</summary>
    public bool? OpenWorld { get; init; }
}
