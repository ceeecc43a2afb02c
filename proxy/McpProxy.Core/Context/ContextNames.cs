namespace McpProxy.Context;

/// <summary>What a call says its context with. Request headers of these names never go upstream.</summary>
internal static class ContextNames
{
    /// <summary>What the names of all headers for the proxy begin with, those of later versions too.</summary>
    private const string Prefix = "X-McpProxy-";

    public const string IdentityHeader = "X-McpProxy-Identity";

    public const string ProfileHeader = "X-McpProxy-Profile";

    public const string RegionHeader = "X-McpProxy-Region";

    public const string HandleHeader = "X-McpProxy-Context";

    /// <summary>What the caller is told besides its answer.</summary>
    public const string NoticeHeader = "X-McpProxy-Notice";

    /// <summary>Key of the handle in <c>_meta</c> of an MCP request.</summary>
    public const string HandleMeta = "mcpproxy/context";

    /// <summary>Key of what the caller is told, in <c>_meta</c> of an MCP result.</summary>
    public const string NoticeMeta = "mcpproxy/notice";

    /// <summary>Whether a header is for the proxy and never goes upstream.</summary>
    public static bool IsHeader(string name) => name.StartsWith(Prefix, StringComparison.OrdinalIgnoreCase);
}
