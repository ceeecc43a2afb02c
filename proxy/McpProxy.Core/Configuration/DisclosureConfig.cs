namespace McpProxy.Configuration;

/// <summary>How much of the tools clients get to see before they ask: of the endpoint with all tools; toolsets have a <see cref="ToolsetConfig.Mode"/> of their own.</summary>
public sealed record DisclosureConfig
{
    /// <summary>
    /// What <c>tools/list</c> shows at <see cref="McpConfig.Path"/>: <c>All</c> (default), <c>Search</c> (tools that search, describe and call the others), or
    /// <c>Groups</c> (a tool that enables groups, and what it has enabled).
    /// </summary>
    public DisclosureMode Mode { get; init; } = DisclosureMode.All;

    /// <summary>Name patterns of tools that are listed in any case; <c>*</c> stands for any characters. Default none.</summary>
    public IReadOnlyList<string> AlwaysListed { get; init; } = [];

    /// <summary>Name of the tool that searches, at every endpoint with mode <c>Search</c>. Default <c>search_tools</c>.</summary>
    public string SearchTool { get; init; } = "search_tools";

    /// <summary>Name of the tool that describes one tool, at every endpoint with mode <c>Search</c>. Default <c>get_tool_schema</c>.</summary>
    public string SchemaTool { get; init; } = "get_tool_schema";

    /// <summary>Name of the tool that calls one, at every endpoint with mode <c>Search</c>. Default <c>call_tool</c>.</summary>
    public string CallTool { get; init; } = "call_tool";

    /// <summary>Name of the tool that lists groups, at every endpoint with mode <c>Groups</c>. Default <c>list_tool_groups</c>.</summary>
    public string GroupsTool { get; init; } = "list_tool_groups";

    /// <summary>Name of the tool that enables groups and tools, at every endpoint with mode <c>Groups</c>. Default <c>enable_tools</c>.</summary>
    public string EnableTool { get; init; } = "enable_tools";
}
