namespace McpProxy.Mcp.Wire;

/// <summary>The kinds of JSON-RPC message.</summary>
internal enum EnvelopeKind
{
    Request,
    Notification,

    /// <summary>An answer to something a server asked.</summary>
    Response,
}
