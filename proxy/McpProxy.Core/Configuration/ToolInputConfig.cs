namespace McpProxy.Configuration;

/// <summary>How the answers that an upstream asked for come to it.</summary>
public sealed record ToolInputConfig
{
    /// <summary>
    /// <c>Headers</c> (default): <c>Mcp-Input-Responses</c> (Base64 of the JSON) and <c>Mcp-Request-State</c>, together at most 8 KiB.
    /// <c>Body</c>: members <c>inputResponses</c> and <c>requestState</c> of the JSON body, for larger ones.
    /// </summary>
    public ToolInputLocation In { get; init; } = ToolInputLocation.Headers;
}
