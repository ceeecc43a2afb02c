namespace McpProxy.Mcp.Wire;

/// <summary>JSON-RPC error codes that leave this endpoint. 2026-07-28 reserves -32020 to -32099 and retires -32000 to -32019.</summary>
internal static class JsonRpcCodes
{
    public const int ParseError = -32700;
    public const int InvalidRequest = -32600;
    public const int MethodNotFound = -32601;
    public const int InvalidParams = -32602;
    public const int InternalError = -32603;

    /// <summary>A header does not repeat what the body says.</summary>
    public const int HeaderMismatch = -32020;

    /// <summary>The client did not declare a capability that the request needs.</summary>
    public const int MissingCapability = -32021;

    public const int UnsupportedVersion = -32022;

    /// <summary>Legacy only: there is no such resource. Later revisions say <see cref="InvalidParams"/>.</summary>
    public const int ResourceNotFound = -32002;

    /// <summary>Legacy only: the code both official SDKs use for an unknown session.</summary>
    public const int SessionNotFound = -32001;
}
