namespace McpProxy.Mcp.Input;

/// <summary>
/// What a client can be asked for: what it declared in <c>initialize</c>, or in the <c>_meta</c> of a modern request.
/// Nothing is asked of a client that did not declare it.
/// </summary>
[Flags]
internal enum ClientCapabilities
{
    None = 0,
    Roots = 1 << 0,
    Sampling = 1 << 1,

    /// <summary>Sampling with tools (2025-11-25 and later).</summary>
    SamplingTools = 1 << 2,

    /// <summary>Sampling with context of other servers (2025-11-25 and later).</summary>
    SamplingContext = 1 << 3,

    /// <summary>Elicitation with a form; what an empty <c>elicitation</c> declares.</summary>
    Elicitation = 1 << 4,

    /// <summary>Elicitation by a web page (2025-11-25 and later).</summary>
    ElicitationUrl = 1 << 5,
}
