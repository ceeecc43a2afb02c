namespace McpProxy.Plugins.OpenApi;

/// <summary>Codes of mistakes around OpenAPI documents. Stable; a retired code is not reused.</summary>
internal static class OpenApiErrorCodes
{
    /// <summary>An OpenAPI document is missing, unreadable or too large.</summary>
    public const string Unreadable = "MCP220";

    /// <summary>An OpenAPI document is neither JSON nor YAML, or not of a version that is understood.</summary>
    public const string Malformed = "MCP221";

    /// <summary>An operation is named that the OpenAPI document has not.</summary>
    public const string UnknownOperation = "MCP222";

    /// <summary>An operation of an OpenAPI document cannot become a tool, and a tool needs it.</summary>
    public const string Unmappable = "MCP223";

    /// <summary>An OpenAPI document names no server that its operations could be sent to, or one that it may not choose.</summary>
    public const string NoServer = "MCP224";

    /// <summary>A package is named that a folder of OpenAPI documents has not.</summary>
    public const string UnknownPackage = "MCP225";
}
