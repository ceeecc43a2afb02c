namespace McpProxy.Mcp.Sessions;

/// <summary>What replicas tell each other of sessions. The values are on the wire.</summary>
internal enum SessionMessageKind : byte
{
    /// <summary>The session has ended.</summary>
    Ended = (byte)'e',

    /// <summary>The client cancelled the request whose id this holds.</summary>
    Cancelled = (byte)'c',

    /// <summary>The client reads the stream of this name from the sender now.</summary>
    StreamTaken = (byte)'s',

    /// <summary>The client sent this answer to a request of ours.</summary>
    Answered = (byte)'a',

    /// <summary>The session's record is this now.</summary>
    Recorded = (byte)'r',

    /// <summary>Other tools are listed for the client than before.</summary>
    ToolsListed = (byte)'t',
}
